package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.waybill.order.Leniency;
import io.waybill.order.OrderRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;

class ReadersPropertyTest {
    private static final List<String> NAMES = List.of(
            "ref", "bill_email", "bill_comment", "utm[utm_source]", "goods[0][good_name]", "goods[1][good_name]");
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        ";",
        "\t",
        "\"",
        "\\",
        "\n",
        "\r",
        " ",
        "null",
        "true",
        "1e99",
        "-0.5",
        "\\u0000",
        "ref",
        "\"ref\":",
        "\"goods\":[{\"good_name\":\"x\"}]",
        "bill_email",
        "good_name",
        "A",
        "\u0000",
        "\uFEFF",
        "é"
    };

    @Property(tries = 200)
    void orders_come_out_of_csv_as_they_went_in(
            @ForAll @Size(min = 1, max = 20) List<@From("order") Map<String, String>> orders,
            @ForAll("delimiter") char delimiter)
            throws Exception {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().fieldSeparator(delimiter).build(text)) {
            csv.writeRecord(NAMES);
            for (int i = 0; i < orders.size(); i++) {
                int number = i;
                csv.writeRecord(NAMES.stream()
                        .map(name -> name.equals("ref")
                                ? "R" + number
                                : orders.get(number).getOrDefault(name, ""))
                        .toList());
            }
        }
        Reading reading = Reading.of(Format.CSV.reader(), text.toString());
        assertThat(reading.orders()).hasSameSizeAs(orders);
        for (int i = 0; i < orders.size(); i++) {
            Map<String, String> expected = new LinkedHashMap<>(orders.get(i));
            expected.put("ref", "R" + i);
            if (!expected.containsKey("goods[0][good_name]") && expected.containsKey("goods[1][good_name]")) {
                expected.put("goods[0][good_name]", expected.remove("goods[1][good_name]"));
            }
            assertThat(reading.faults(i + 1)).isEmpty();
            assertThat(reading.fields(i + 1)).isEqualTo(expected);
        }
    }

    @Property(tries = 200)
    void orders_come_out_of_json_as_they_went_in(
            @ForAll @Size(min = 1, max = 20) List<@From("order") Map<String, String>> orders) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        StringBuilder lines = new StringBuilder();
        for (Map<String, String> order : orders) {
            lines.append(mapper.writeValueAsString(order)).append('\n');
        }
        String list = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(orders);
        for (Reading reading :
                List.of(Reading.of(new JsonLinesReader(), lines.toString()), Reading.of(new JsonReader(), list))) {
            assertThat(reading.orders()).hasSameSizeAs(orders);
            for (int i = 0; i < orders.size(); i++) {
                assertThat(reading.faults(i + 1)).isEmpty();
                assertThat(reading.fields(i + 1)).isEqualTo(orders.get(i));
            }
        }
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void any_text_of_telling_pieces_is_read_or_refused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "ref,bill_email;good_name\n" : "");
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        isReadOrRefused(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void any_bytes_are_read_or_refused(@ForAll @Size(max = 400) byte[] bytes) throws IOException {
        isReadOrRefused(bytes);
    }

    @Property(tries = 200)
    void a_damaged_document_is_read_or_refused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<Corpus.Document> documents = SmallDocuments.ALL;
        byte[] bytes = documents.get(random.nextInt(documents.size())).bytes().clone();
        for (int i = random.nextInt(5); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        isReadOrRefused(Arrays.copyOf(bytes, bytes.length == 0 ? 0 : random.nextInt(bytes.length) + 1));
    }

    @Property(tries = 1000)
    void where_an_established_reader_finds_well_formed_rows_ours_finds_the_same(@ForAll("csvText") String text)
            throws Exception {
        List<List<String>> expected = new ArrayList<>();
        try (var reader = de.siegmar.fastcsv.reader.CsvReader.builder()
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                expected.add(row.getFields());
            }
        } catch (CsvParseException e) {
            expected = null;
        }
        List<List<String>> found = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        CsvScanner scanner = new CsvScanner(new StringReader(text), ',');
        try {
            for (TableRow row = scanner.next(); row != null; row = scanner.next()) {
                found.add(row.cells());
                row.fault().ifPresent(fault -> faults.add(fault.found()));
            }
        } catch (BrokenDocumentException e) {
            faults.add(e.getMessage());
        }
        if (expected == null) {
            assertThat(faults).isNotEmpty();
        } else {
            // which the other reader takes for text
            assertThat(faults).allMatch(fault -> fault.startsWith("a space before an opening quote"));
            assertThat(found).isEqualTo(expected);
        }
    }

    private static void isReadOrRefused(byte[] bytes) throws IOException {
        for (Format format : Format.values()) {
            List<RawOrder> orders = new ArrayList<>();
            try {
                Formats.detect("x." + format.text(), bytes);
                format.reader().read(new ByteArrayInputStream(bytes), orders::add);
                assertThat(orders).isNotEmpty();
            } catch (BrokenDocumentException e) {
                assertThat(orders).isNotEmpty();
                assertThat(e.line()).isPositive();
            } catch (UnreadableDocumentException e) {
                assertThat(orders).isEmpty();
                assertThat(e.getMessage()).contains("expected");
            }
            for (int i = 0; i < orders.size(); i++) {
                RawOrder order = orders.get(i);
                assertThat(order.position()).isEqualTo(i + 1);
                assertThat(order.line())
                        .isBetween(i == 0 ? 1 : orders.get(i - 1).line(), (long) bytes.length + 1);
                OrderRules.judge(order.fields(), order.faults(), Leniency.NONE);
            }
        }
    }

    @Provide
    Arbitrary<Map<String, String>> order() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("ab\"',;\t\n\r \\{}[]é€ß")
                .withCharRange(' ', '\u2000')
                .ofMinLength(1)
                .ofMaxLength(12);
        return Combinators.combine(Arbitraries.subsetOf(NAMES), text.list().ofSize(NAMES.size()))
                .as((names, texts) -> {
                    Map<String, String> order = new LinkedHashMap<>();
                    for (int i = 0; i < NAMES.size(); i++) {
                        if (names.contains(NAMES.get(i))) {
                            order.put(NAMES.get(i), texts.get(i));
                        }
                    }
                    return order;
                });
    }

    @Provide
    Arbitrary<Character> delimiter() {
        return Arbitraries.of(',', ';', '\t');
    }

    @Provide
    Arbitrary<String> csvText() {
        return Arbitraries.strings().withChars("a,\"\n\r x").ofMaxLength(30);
    }

    /** The corpus without what is made large. */
    private static final class SmallDocuments {
        static final List<Corpus.Document> ALL = Corpus.documents().stream()
                .filter(document -> document.bytes().length < 20_000)
                .toList();
    }
}
