package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.intake.xlsx.XlsxDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XlsxReaderTest {
    private final DocumentReader reader = Format.XLSX.reader();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "General                     | 1500                  | 1500",
                "General                     | 1500.5                | 1500.5",
                "General                     | 1500.0                | 1500",
                "General                     | 0.30000000000000004   | 0.3",
                "General                     | 79991234567           | 79991234567",
                "General                     | 999999999999999       | 999999999999999",
                "General                     | 1.5E3                 | 1500",
                "General                     | 1E-7                  | 0.0000001",
                "General                     | -12.50                | -12.5",
                "@                           | 42                    | 42",
                "0                           | 1500.5                | 1501",
                "0.00                        | 1500                  | 1500.00",
                "0.00                        | 33.333333333333336    | 33.33",
                "0.00                        | 1.005                 | 1.01",
                "0.0#                        | 1.5                   | 1.5",
                "0.##                        | 1500                  | 1500",
                "#.##                        | 0.5                   | .5",
                "#,##0.00                    | 1234567.5             | 1234567.50",
                "#,##0.00\\ \"₽\"            | 1500                  | 1500.00",
                "#,##0.00\\ [$€-407]         | 1500                  | 1500.00",
                "[$$-409]#,##0.00            | 1500                  | 1500.00",
                "#,##0\" руб.\"              | 1500                  | 1500",
                "_-* #,##0.00_-;\\-* #,##0.00_-;_-* \"-\"??_-;_-@_- | 1500 | 1500.00",
                "0.00;[Red]-0.00             | -2.5                  | -2.50",
                "0.00_);(0.00)               | -2.5                  | (2.50)",
                "00000                       | 42                    | 00042",
                "\"INV-\"0000                | 42                    | INV-0042",
                "000-00-00                   | 1234567               | 123-45-67",
                "+0 (000) 000\\-00\\-00      | 79991234567           | +7 (999) 123-45-67",
                "0%                          | 0.15                  | 15%",
                "0.0%                        | 0.1555                | 15.6%",
                "#,##0,                      | 1500000               | 1500000",
                "0.00E+00                    | 1500                  | 1500",
                "# ?/?                       | 0.5                   | 0.5",
                "[>100]0.0;0.000             | 5                     | 5",
                "9:                          | 0.2                   | 20%",
                "4:                          | 1500                  | 1500.00",
                "44:                         | 1500                  | 1500.00",
                "14:                         | 45657                 | 2024-12-31",
                "16:                         | 45657                 | 2024-12-31",
                "22:                         | 45657.5625            | 2024-12-31 13:30",
                "20:                         | 0.5625                | 13:30",
                "18:                         | 0.5625                | 1:30 PM",
                "46:                         | 1.5                   | 36:00:00",
                "dd.mm.yyyy                  | 45657                 | 31.12.2024",
                "yyyy-mm-dd                  | 1                     | 1900-01-01",
                "yyyy-mm-dd                  | 59                    | 1900-02-28",
                "yyyy-mm-dd                  | 61                    | 1900-03-01",
                "d/m/yy                      | 45658                 | 1/1/25",
                "dd.mm.yyyy\\ hh:mm:ss       | 45657.9999884259      | 31.12.2024 23:59:59",
                "dd.mm.yyyy hh:mm            | 45657.0416666667      | 31.12.2024 01:00",
                "[$-419]d mmmm yyyy;@        | 45657                 | 2024-12-31",
                "[$-F800]dddd, mmmm dd, yyyy | 45657                 | 2024-12-31",
                "m/d/yyyy h:mm AM/PM         | 45657.02              | 12/31/2024 12:28 AM",
                "mm:ss.0                     | 0.000717592592592593  | 01:02.0",
            })
    void a_number_is_what_a_person_sees(String code, String value, String shown) throws Exception {
        byte[] workbook = Workbooks.of(
                        List.of(List.of("ref", "bill_comment"), List.of("A-1", "<c s=\"1\"><v>" + value + "</v></c>")))
                .formats(List.of("0:", code))
                .bytes();
        assertThat(Reading.of(reader, workbook).fields(1)).containsEntry("bill_comment", shown);
    }

    @Test
    void dates_may_count_from_1904() throws Exception {
        byte[] workbook = Workbooks.of(
                        List.of(List.of("ref", "bill_comment"), List.of("A-1", "<c s=\"1\"><v>0</v></c>")))
                .formats(List.of("0:", "14:"))
                .part(
                        "xl/workbook.xml",
                        "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" id=\"r1\"/></sheets></workbook>")
                .bytes();
        assertThat(Reading.of(reader, workbook).fields(1)).containsEntry("bill_comment", "1904-01-01");
    }

    @Test
    void texts_come_from_wherever_a_workbook_keeps_them() throws Exception {
        byte[] workbook = Workbooks.of(List.of(
                        List.of("ref", "bill_comment"),
                        List.of("A-1", "<c t=\"s\"><v>1</v></c>"),
                        List.of("A-2", "<c t=\"str\"><f>A1</f><v>a_x0041_</v></c>"),
                        List.of("A-3", "<c t=\"b\"><v>0</v></c>"),
                        List.of("A-4", "<c><f>1+1</f><v>2</v></c>"),
                        List.of("A-5", "<c t=\"str\"><f>T(A1)</f><v></v></c>"),
                        List.of("A-6", "<c t=\"inlineStr\"><is><r><t>in </t></r><r><t>runs</t></r></is></c>")))
                .strings("<si><t>no</t></si><si><r><t>two</t></r><r><t xml:space=\"preserve\"> runs</t></r>"
                        + "<rPh><t>ruby</t></rPh></si>")
                .bytes();
        Reading reading = Reading.of(reader, workbook);
        assertThat(reading.orders())
                .allSatisfy(order -> assertThat(order.faults()).isEmpty());
        assertThat(Stream.of(1, 2, 3, 4, 5, 6).map(i -> reading.fields(i).get("bill_comment")))
                .containsExactly("two runs", "aA", "FALSE", "2", null, "in runs");
    }

    @Test
    void cells_stand_where_their_place_says() throws Exception {
        byte[] workbook = Workbooks.ofRows("<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>ref</t></is></c>"
                        + "<c r=\"D3\" t=\"inlineStr\"><is><t>bill_email</t></is></c></row>"
                        + "<row r=\"7\"><c r=\"D7\" t=\"inlineStr\"><is><t>a@b.cc</t></is></c></row>")
                .bytes();
        Reading reading = Reading.of(reader, workbook);
        assertThat(reading.fields(1)).containsOnly(java.util.Map.entry("bill_email", "a@b.cc"));
        assertThat(reading.orders().get(0).line()).isEqualTo(7);
    }

    @Test
    void the_first_sheet_that_can_be_seen_is_read_or_the_one_that_is_named() throws Exception {
        byte[] workbook = sheets("Old", "Notes", "Orders");
        assertThat(Reading.of(reader, workbook).fields(1)).containsEntry("ref", "Notes");
        assertThat(Reading.of(new TableReader(new XlsxDocument("orders")), workbook)
                        .fields(1))
                .containsEntry("ref", "Orders");
        assertThat(Reading.of(new TableReader(new XlsxDocument("Old")), workbook)
                        .fields(1))
                .containsEntry("ref", "Old");
        assertThatThrownBy(() -> Reading.of(new TableReader(new XlsxDocument("Order")), workbook))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessage("The workbook has no sheet \"Order\"; expected it among its sheets: \"Old\", \"Notes\","
                        + " \"Orders\", \"last\".");
    }

    /** The first of them is hidden. */
    private static byte[] sheets(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            for (String name : names) {
                Worksheet sheet = workbook.newWorksheet(name);
                sheet.value(0, 0, "ref");
                sheet.value(1, 0, name);
            }
            workbook.newWorksheet("last");
            workbook.finish();
        }
        byte[] written = bytes.toByteArray();
        return Rezip.edited(
                written, "xl/workbook.xml", text -> text.replaceFirst("<sheet ", "<sheet state=\"hidden\" "));
    }

    @Test
    void a_damaged_sheet_breaks_off_or_cannot_be_read() throws Exception {
        byte[] workbook = Workbooks.of(Stream.concat(
                                Stream.of(List.of("ref", "bill_email")),
                                Stream.iterate(1, i -> i < 5_000, i -> i + 1).map(i -> List.of("A-" + i, "a@b.cc")))
                        .toList())
                .bytes();
        workbook[workbook.length / 2] ^= 0x55;
        List<RawOrder> orders = new ArrayList<>();
        assertThatThrownBy(() -> reader.read(new java.io.ByteArrayInputStream(workbook), orders::add))
                .isInstanceOfAny(BrokenDocumentException.class, UnreadableDocumentException.class);
        assertThat(orders).hasSizeLessThan(5_000);
    }

    @Test
    void nothing_is_left_behind_in_the_folder_for_temporary_files() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        long before = ours(temporary);
        Reading.of(
                reader,
                Workbooks.of(List.of(List.of("ref"), List.of("A-1")))
                        .strings("<si><t>x</t></si>")
                        .bytes());
        assertThatThrownBy(() ->
                        Reading.of(reader, Workbooks.of(List.of(List.of("x"))).bytes()))
                .isInstanceOf(UnreadableDocumentException.class);
        assertThat(ours(temporary)).isEqualTo(before);
    }

    private static long ours(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches("waybill-\\d+\\.(xlsx|texts|ends)"))
                    .count();
        }
    }
}
