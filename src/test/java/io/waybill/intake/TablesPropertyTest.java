package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.waybill.order.Fault;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

class TablesPropertyTest {
    private static final List<String> NAMES = List.of("ref", "bill_email", "good_name", "good_sum", "bill_comment");

    @Property(tries = 100)
    void a_table_reads_equal_as_csv_and_as_a_workbook(
            @ForAll @Size(min = 1, max = 12) List<@From("cells") List<String>> rows) throws Exception {
        List<List<String>> all = new ArrayList<>(rows);
        all.add(List.of("A-9", "a@b.cc", "course", "1", ""));
        StringWriter text = new StringWriter();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvWriter csv = CsvWriter.builder().build(text);
                Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Orders");
            csv.writeRecord(NAMES);
            write(sheet, 0, NAMES);
            for (int i = 0; i < all.size(); i++) {
                csv.writeRecord(all.get(i));
                write(sheet, i + 1, all.get(i));
            }
            workbook.finish();
        }
        Reading csv = Reading.of(Format.CSV.reader(), text.toString());
        Reading xlsx = Reading.of(Format.XLSX.reader(), bytes.toByteArray());
        assertThat(xlsx.orders())
                .extracting(RawOrder::fields)
                .isEqualTo(csv.orders().stream().map(RawOrder::fields).toList());
        assertThat(xlsx.orders())
                .extracting(RawOrder::position)
                .isEqualTo(csv.orders().stream().map(RawOrder::position).toList());
        assertThat(fields(xlsx)).isEqualTo(fields(csv));
    }

    /** The fields with faults; what they say names rows, which quoted line breaks number otherwise. */
    private static List<List<String>> fields(Reading reading) {
        return reading.orders().stream()
                .map(order -> order.faults().stream().map(Fault::field).toList())
                .toList();
    }

    private static void write(Worksheet sheet, int row, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                sheet.value(row, i, cells.get(i));
            }
        }
    }

    @Provide
    Arbitrary<List<String>> cells() {
        Arbitrary<String> ref = Arbitraries.of("", "A-1", "A-2");
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("ab\"',;\t\n &<>_x0041\u20AC\u00DF\uD83D\uDE00")
                .ofMaxLength(8)
                .map(some -> some.replace("\uD83D", "").replace("\uDE00", ""));
        return ref.flatMap(first -> text.list()
                .ofSize(NAMES.size() - 1)
                .map(rest -> Stream.concat(Stream.of(first), rest.stream()).toList()));
    }
}
