package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.Leniency;
import io.waybill.order.OrderRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeExamplesTest {
    @ParameterizedTest
    @CsvSource({"README.md, json, 1", "README.md, csv, 2", "docs/formats.md, xml, 1", "docs/formats.md, form, 1"})
    void an_example_of_a_document_is_read_as_printed(Path page, String format, int orders) throws Exception {
        Matcher example =
                Pattern.compile("```" + format + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
        assertThat(example.find()).isTrue();
        byte[] document = example.group(1).getBytes(StandardCharsets.UTF_8);
        Format found = Formats.detect("orders." + format, document);
        assertThat(found.text()).isEqualTo(format);
        assertThat(Formats.detect("without-ending", document)).isEqualTo(found);
        Reading reading = Reading.of(found.reader(), document);
        assertThat(reading.orders())
                .hasSize(orders)
                .allSatisfy(order -> assertThat(OrderRules.judge(order.fields(), order.faults(), Leniency.NONE)
                                .faults())
                        .isEmpty());
    }
}
