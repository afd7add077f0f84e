package io.waybill.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThatThrownBy(() -> Formats.detect("orders.xlsx", "PK\u0003\u0004".getBytes(UTF_8)))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessage("The document is an Excel workbook or another zip archive; expected orders as JSON (.json),"
                        + " JSON Lines (.jsonl, .ndjson) or CSV (.csv, .tsv), or one of these as .txt.");
        assertThatThrownBy(() -> Formats.detect("orders.csv.b\nk", "ref\nA\n".getBytes(UTF_8)))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("\".b k\"");
    }
}
