package io.waybill.intake;

import static io.waybill.intake.DocumentReader.End.UNTERMINATED;
import static io.waybill.intake.DocumentReader.End.WELL_FORMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
    private final DocumentReader reader = Format.CSV.reader();

    @Test
    void a_row_is_an_order_and_an_empty_cell_is_no_field() throws Exception {
        Reading reading = Reading.of(reader, "ref,bill_email,good_name,good_sum,bill_phone\nA-1,a@x.com,course,,\n");
        assertThat(reading.end()).isEqualTo(WELL_FORMED);
        assertThat(reading.fields(1))
                .containsExactly(
                        entry("ref", "A-1"), entry("bill_email", "a@x.com"), entry("goods[0][good_name]", "course"));
    }

    @Test
    void adjacent_rows_of_one_ref_are_one_order_of_several_products() throws Exception {
        Reading reading = Reading.of(reader, """
                ref;bill_email;good_name;good_sum
                A;a@x.com;course;10
                A;a@x.com;course;10
                A;;book;
                B;b@x.com;book;5
                A;a@x.com;map;1
                """);
        assertThat(reading.orders()).extracting(RawOrder::position).containsExactly(1, 2, 3);
        assertThat(reading.orders()).extracting(RawOrder::line).containsExactly(2L, 5L, 6L);
        assertThat(reading.orders())
                .allSatisfy(order -> assertThat(order.faults()).isEmpty());
        assertThat(reading.fields(1))
                .containsExactly(
                        entry("ref", "A"),
                        entry("bill_email", "a@x.com"),
                        entry("goods[0][good_name]", "course"),
                        entry("goods[0][good_sum]", "10"),
                        entry("goods[1][good_name]", "course"),
                        entry("goods[1][good_sum]", "10"),
                        entry("goods[2][good_name]", "book"));
    }

    @Test
    void two_create_and_delete_pairs_are_four_orders() throws Exception {
        Reading reading = Reading.of(reader, """
                operation,ref,bill_email,good_name
                CreateOrder,A,a@x.com,course
                DeleteOrder,A,,
                ,A,a@x.com,course
                DeleteOrder,A,,
                """);
        assertThat(reading.orders()).hasSize(4);
        assertThat(reading.fields(4)).containsExactly(entry("operation", "DeleteOrder"), entry("ref", "A"));
    }

    @Test
    void deletes_of_one_ref_and_rows_without_a_ref_stay_apart() throws Exception {
        assertThat(Reading.of(reader, "operation,ref\nDeleteOrder,A\nDeleteOrder,A\n")
                        .orders())
                .hasSize(2);
        assertThat(Reading.of(reader, "bill_email,good_name,ref\na@x.com,course,\na@x.com,course,\n")
                        .orders())
                .hasSize(2);
    }

    @Test
    void one_ref_in_two_accounts_is_two_orders() throws Exception {
        assertThat(Reading.of(reader, "ref,account,good_name\nA,one,course\nA,two,course\nA,,book\n")
                        .orders())
                .hasSize(2);
    }

    @Test
    void columns_for_several_products_are_numbered_without_gaps_over_all_rows() throws Exception {
        Reading reading = Reading.of(reader, """
                ref,goods[0][good_name],goods[1][good_name],goods[1][good_sum]
                A,,second,2
                A,third,fourth,4
                """);
        assertThat(reading.fields(1))
                .containsExactly(
                        entry("ref", "A"),
                        entry("goods[0][good_name]", "second"),
                        entry("goods[0][good_sum]", "2"),
                        entry("goods[1][good_name]", "third"),
                        entry("goods[2][good_name]", "fourth"),
                        entry("goods[2][good_sum]", "4"));
    }

    @Test
    void our_own_columns_of_a_rejects_file_are_ignored() throws Exception {
        Reading reading = Reading.of(
                reader,
                "ref,good_name,waybill_outcome,waybill_reason\nA,course,invalid,too bad\nA,book,invalid,worse\n");
        assertThat(reading.orders()).hasSize(1);
        assertThat(reading.fields(1)).containsOnlyKeys("ref", "goods[0][good_name]", "goods[1][good_name]");
        assertThat(reading.faults(1)).isEmpty();
    }

    @Test
    void cells_are_exact_with_quotes_delimiters_line_breaks_and_spaces() throws Exception {
        Reading reading =
                Reading.of(reader, "ref,bill_comment\r\nA,\"say \"\"hi\"\", \r\nor;\tnot \"\r\n B , 5\" screen \r\n");
        assertThat(reading.fields(1)).containsEntry("bill_comment", "say \"hi\", \r\nor;\tnot ");
        assertThat(reading.fields(2)).containsExactly(entry("ref", " B "), entry("bill_comment", " 5\" screen "));
        assertThat(reading.faults(2)).isEmpty();
        assertThat(reading.orders().get(1).line()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void the_delimiter_is_found_in_the_first_row(String delimiter) throws Exception {
        String header = String.join(delimiter, "ref", "\"bill_email\"", "\"a,b;c\td,e;f\tg,;\t,;\t\"");
        Reading reading = Reading.of(reader, header + "\n" + String.join(delimiter, "A", "a@x.com", "z") + "\n");
        assertThat(reading.fields(1)).containsEntry("bill_email", "a@x.com");
    }

    @Test
    void one_column_needs_no_delimiter() throws Exception {
        assertThat(Reading.of(reader, "ref\nA\nB\n").orders()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"'', UNTERMINATED", "'\n', WELL_FORMED", "'\r', WELL_FORMED", "'\r\n\r\n', WELL_FORMED"})
    void a_document_ends_well_behind_a_line_break(String ending, DocumentReader.End end) throws Exception {
        assertThat(Reading.of(reader, "ref,good_name\nA,course\nB,book" + ending)
                        .end())
                .isEqualTo(end);
        assertThat(Reading.of(reader, "ref,good_name\nA,course\nB,\"book\n\"" + ending)
                        .end())
                .isEqualTo(end);
    }

    @Test
    void of_an_order_that_may_have_been_cut_off_nothing_is_sent() {
        List<RawOrder> orders = new ArrayList<>();
        byte[] cut = "ref,good_name\nA,course\nB,book\nB,\"ma".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(cut), orders::add))
                .isInstanceOfSatisfying(
                        BrokenDocumentException.class, e -> assertThat(e.line()).isEqualTo(4));
        assertThat(orders.get(0).faults()).isEmpty();
        assertThat(orders.get(1).faults()).hasSize(1);
    }

    @Test
    void an_order_without_ref_is_whole_however_the_document_ends() {
        List<RawOrder> orders = new ArrayList<>();
        byte[] cut = "bill_email,good_name\na@x.com,course\nb@x".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(cut), orders::add))
                .isInstanceOf(BrokenDocumentException.class);
        assertThat(orders).hasSize(1);
        assertThat(orders.get(0).faults()).isEmpty();
    }

    @Test
    void a_document_read_again_has_its_exact_rows_under_the_same_positions() throws Exception {
        String text = "\uFEFF ref ;good_name;waybill_outcome\nA;course;old\n;;\nA;\"b;k\";\nB;x\nC;\"y\n\";z";
        List<String> seen = new ArrayList<>();
        List<TableHeader> headers = new ArrayList<>();
        DocumentReader.End end =
                CsvDocument.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new TableHandler() {
                    @Override
                    public void header(TableHeader header) {
                        headers.add(header);
                    }

                    @Override
                    public void row(int position, TableRow row) {
                        seen.add(position + "@" + row.line() + row.cells());
                    }
                });
        assertThat(end).isEqualTo(UNTERMINATED);
        assertThat(headers)
                .containsExactly(new TableHeader(List.of(" ref ", "good_name", "waybill_outcome"), ';', true));
        assertThat(seen).containsExactly("1@2[A, course, old]", "1@4[A, b;k, ]", "2@5[B, x]", "3@6[C, y\n, z]");
    }

    @Test
    void what_the_handler_throws_comes_through() {
        IOException full = new IOException("disk full");
        assertThatThrownBy(() -> CsvDocument.read(
                        new ByteArrayInputStream("ref\nA\n".getBytes(StandardCharsets.UTF_8)), new TableHandler() {
                            @Override
                            public void header(TableHeader header) throws IOException {
                                throw full;
                            }

                            @Override
                            public void row(int position, TableRow row) {}
                        }))
                .isSameAs(full);
    }
}
