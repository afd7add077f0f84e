package io.waybill.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders.json    | {'a':1}             | JSON",
                "orders.JSON    | [{'a':1}]           | JSON",
                "orders.json    | {'a':1}~{'a':2}~    | JSON_LINES",
                "orders.json    | {'a':1}~~ {'a':2    | JSON_LINES",
                "orders.json    | {'a':1} {'a':2}     | JSON",
                "orders.json    | {~'a':1~}~{'a':2}   | JSON",
                "orders.json    | ref,bill_email      | JSON",
                "orders.jsonl   | {'a':1}             | JSON_LINES",
                "orders.ndjson  | what                | JSON_LINES",
                "orders.jsonl   | {~'a':1~}~          | JSON",
                "orders.jsonl   | [~{'a':1}~]~        | JSON",
                "a.json.csv     | {'a':1}             | CSV",
                "a.tsv          | ref                 | CSV",
                "a.txt          | ref,bill_email~     | CSV",
                "a.txt          | ~ {'a':1}~{'a':1}~  | JSON_LINES",
                "a              | [{'a':1}]           | JSON",
                ".hidden        | ref                 | CSV",
                "a.xml          | <orders/>           | XML",
                "a              | <?xml version='1'?> | XML",
                "a              | ref=A-1&x=y         | FORM",
                "a.txt          | goods[0][good_name]= | FORM",
                "a              | ref,a=b             | CSV",
                "a.form         | ref                 | FORM",
            })
    void a_format_is_told_by_ending_and_content(String name, String content, Format format) throws Exception {
        byte[] head = content.replace('~', '\n').replace('\'', '"').getBytes(UTF_8);
        assertThat(Formats.detect(name, head)).isEqualTo(format);
    }

    @Test
    void a_file_is_told_by_the_name_it_came_under(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("4711"), "\uFEFF{\"a\":1}\n{\"a\":1}\n");
        assertThat(Formats.detect("orders.json", file)).isEqualTo(Format.JSON_LINES);
    }

    @Test
    void what_is_none_of_ours_is_told_with_what_is_accepted() {
        assertThatThrownBy(() -> Formats.detect("orders.csv", "PK\u0003\u0004".getBytes(UTF_8)))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessage(
                        "The document is taken for CSV by its ending \".csv\", but it is an Excel workbook or another"
                                + " zip archive; expected orders as JSON (.json), JSON Lines (.jsonl, .ndjson), CSV (.csv, .tsv),"
                                + " Excel (.xlsx), XML (.xml) or form data (.form), also as .gz or .zip, or a text of these as"
                                + " .txt.");
        assertThatThrownBy(() -> Formats.detect("orders.csv.b\nk", "ref\nA\n".getBytes(UTF_8)))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("\".b k\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "text/csv; charset=utf-8                         | a.json | ref     | CSV   | its content type \"text/csv; charset=utf-8\"",
                "application/json                                | a.csv  | [{}]    | JSON  | its content type \"application/json\"",
                "application/octet-stream                        | a.csv  | ref     | CSV   | its ending \".csv\"",
                "application/vnd.ms-excel                        | a.csv  | ref     | CSV   | its ending \".csv\"",
                "text/plain                                      | a      | ref     | CSV   | its content",
                "application/x-www-form-urlencoded               | a      | x       | FORM  | its content type \"application/x-www-form-urlencoded\"",
                "application/soap+xml                            | a      | <a/>    | XML   | its content type \"application/soap+xml\"",
                "-                                               | a      | <a/>    | XML   | its content",
            })
    void a_content_type_counts_before_an_ending_and_an_ending_before_the_content(
            String type, String name, String content, Format format, String by) throws Exception {
        Taken taken = Formats.take(type, name, content.getBytes(UTF_8));
        assertThat(taken.format()).isEqualTo(format);
        assertThat(taken.by()).isEqualTo(by);
    }

    @Test
    void what_is_packed_is_told_by_its_first_bytes_where_nothing_else_tells() throws Exception {
        byte[] workbook = Workbooks.ofRows("").bytes();
        byte[] zip = Workbooks.zip(Map.of("a.csv", new byte[1]));
        assertThat(Formats.take(null, "a", workbook).kind()).isEqualTo(Kind.XLSX);
        assertThat(Formats.take(null, "a", zip).kind()).isEqualTo(Kind.ZIP);
        assertThat(Formats.take(null, "a", new byte[] {0x1F, (byte) 0x8B, 8}).kind())
                .isEqualTo(Kind.GZIP);
        assertThat(Formats.take("application/zip", "a.csv", zip).kind()).isEqualTo(Kind.ZIP);
        assertThatThrownBy(() -> Formats.take(null, "a.zip", "ref".getBytes(UTF_8)))
                .hasMessageStartingWith(
                        "The document is taken for a zip archive by its ending \".zip\", but it is none; expected");
    }
}
