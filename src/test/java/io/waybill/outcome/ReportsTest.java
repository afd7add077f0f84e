package io.waybill.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.intake.Format;
import io.waybill.intake.RawOrder;
import io.waybill.intake.TableNaming;
import io.waybill.intake.mapping.Mapping;
import io.waybill.intake.mapping.Mappings;
import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.State;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    private static final String RESULTS = "archive/2026/07/01/main/orders.results.csv";
    private static final String REJECTS = "errors/rejects/2026/07/01/main/orders.rejects.csv";

    @TempDir
    Path data;

    private final List<PositionOutcome> outcomes = new ArrayList<>();

    @Test
    void results_have_all_rows_and_rejects_the_failed_ones() throws IOException {
        confirmed(1);
        failed(2, State.REJECTED, "604 Product not exist: bok");
        failed(3, State.DUPLICATE, "the same as A-1");
        write("ref,bill_email,good_name\nA-1,a@b.cc,book\nA-2,b@b.cc,bok\nA-1,a@b.cc,book\n");
        assertThat(text(RESULTS))
                .isEqualTo("ref,bill_email,good_name,waybill_outcome,waybill_invoice,waybill_reason\r\n"
                        + "A-1,a@b.cc,book,confirmed,1001,\r\n"
                        + "A-2,b@b.cc,bok,rejected,,604 Product not exist: bok\r\n"
                        + "A-1,a@b.cc,book,duplicate,,the same as A-1\r\n");
        assertThat(text(REJECTS))
                .isEqualTo("ref,bill_email,good_name,waybill_reason\r\n"
                        + "A-2,b@b.cc,bok,604 Product not exist: bok\r\n");
        assertThat(Sample.files(data)).containsExactlyInAnyOrder("orders.csv", RESULTS, REJECTS);
    }

    @Test
    void delimiter_mark_quotes_and_rows_of_one_order_stay() throws IOException {
        failed(1, State.REJECTED, "605; no \"data\"\nfor delivery");
        confirmed(2);
        write("\uFEFFref;bill_comment;good_name;note\r\n"
                + "A-1;\"a;b \"\"c\"\"\r\nd\";book;x\r\nA-1;;pen;y\r\n\r\nA-2;;book;\r\n");
        assertThat(text(RESULTS))
                .isEqualTo("\uFEFFref;bill_comment;good_name;note;waybill_outcome;waybill_invoice;waybill_reason\r\n"
                        + "A-1;\"a;b \"\"c\"\"\r\nd\";book;x;rejected;;\"605; no \"\"data\"\" for delivery\"\r\n"
                        + "A-1;;pen;y;rejected;;\"605; no \"\"data\"\" for delivery\"\r\n"
                        + "A-2;;book;;confirmed;1002;\r\n");
        assertThat(text(REJECTS))
                .isEqualTo("\uFEFFref;bill_comment;good_name;note;waybill_reason\r\n"
                        + "A-1;\"a;b \"\"c\"\"\r\nd\";book;x;\"605; no \"\"data\"\" for delivery\"\r\n"
                        + "A-1;;pen;y;\"605; no \"\"data\"\" for delivery\"\r\n");
    }

    @Test
    void rejects_read_again_are_the_same_orders() throws Exception {
        failed(1, State.INVALID, "=cmd|' /C calc'!A0");
        failed(2, State.UNDELIVERED, "no answer");
        String table = "ref\tbill_email\tgood_name\tbill_comment\n"
                + "A-1\ta@b.cc\tbook\t\" two\nlines\"\nA-1\t\tpen\t\nA-2\tb@b.cc\tbook\t\"\"\"\"\n";
        write(table);
        assertThat(fields(data.resolve(REJECTS))).isEqualTo(fields(data.resolve("orders.csv")));
        assertThat(text(REJECTS)).contains("\t'=cmd|' /C calc'!A0\r\n");
    }

    @Test
    void reports_of_a_workbook_are_its_rows_as_a_person_sees_them() throws Exception {
        confirmed(1);
        failed(2, State.REJECTED, "604 Product not exist: bok");
        Path file = data.resolve("orders.xlsx");
        try (Workbook workbook = new Workbook(Files.newOutputStream(file), "test", "1.0")) {
            workbook.newWorksheet("Notes").value(0, 0, "nothing here");
            Worksheet sheet = workbook.newWorksheet("Orders");
            String[][] rows = {
                {"ref", "bill_email", "good_name", "good_sum"},
                {"A-1", "a@b.cc", "book"},
                {"A-2", "b@b.cc", "bok"}
            };
            for (int row = 0; row < rows.length; row++) {
                for (int column = 0; column < rows[row].length; column++) {
                    sheet.value(row, column, rows[row][column]);
                }
            }
            sheet.value(2, 3, 1500.5);
            sheet.style(2, 3).format("0.00").set();
            workbook.finish();
        }
        write(Sample.document("orders", "xlsx:Orders", file, true), true);
        assertThat(text(RESULTS))
                .isEqualTo("\uFEFFref,bill_email,good_name,good_sum,waybill_outcome,waybill_invoice,waybill_reason\r\n"
                        + "A-1,a@b.cc,book,,confirmed,1001,\r\n"
                        + "A-2,b@b.cc,bok,1500.50,rejected,,604 Product not exist: bok\r\n");
        assertThat(text(REJECTS))
                .isEqualTo("\uFEFFref,bill_email,good_name,good_sum,waybill_reason\r\n"
                        + "A-2,b@b.cc,bok,1500.50,604 Product not exist: bok\r\n");
    }

    @Test
    void a_table_that_came_packed_has_its_reports() throws IOException {
        confirmed(1);
        Path file = data.resolve("orders.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("ref,good_name\nA-1,book\n".getBytes(StandardCharsets.UTF_8));
        }
        write(Sample.document("orders", "csv", file, true), true);
        assertThat(text(RESULTS))
                .isEqualTo(
                        "ref,good_name,waybill_outcome,waybill_invoice,waybill_reason\r\nA-1,book,confirmed,1001,\r\n");
    }

    @Test
    void a_table_that_cannot_be_unpacked_further_has_reports_up_to_there() throws IOException {
        confirmed(1);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("ref,good_name\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 1; i <= 20_000; i++) {
                out.write(("A-" + i + ",book\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Path file = Files.write(data.resolve("orders.csv.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() - 1));
        write(Sample.document("orders", "csv", file, true), true);
        assertThat(text(RESULTS))
                .contains("A-1,book,confirmed,1001,")
                .contains("unread")
                .contains("damaged or cut off");
    }

    @Test
    void columns_of_an_earlier_time_are_replaced() throws IOException {
        failed(1, State.CONFLICT, "new reason");
        write("ref,waybill_reason,good_name,waybill_outcome\nA-1,old reason,book,rejected\n");
        assertThat(text(RESULTS))
                .isEqualTo("ref,good_name,waybill_outcome,waybill_invoice,waybill_reason\r\n"
                        + "A-1,book,conflict,,new reason\r\n");
        assertThat(text(REJECTS)).isEqualTo("ref,good_name,waybill_reason\r\nA-1,book,new reason\r\n");
    }

    @Test
    void malformed_rows_appear_and_do_not_go_through_uncorrected() throws Exception {
        failed(1, State.INVALID, "too few cells");
        failed(2, State.INVALID, "too many cells");
        failed(3, State.INVALID, "text behind a closing quote");
        confirmed(4);
        write("ref,bill_email,good_name\nA-1,a@b.cc\nA-2,b@b.cc,book,more\nA-3,c@b.cc,\"bo\"ok\nA-4,d@b.cc,book\n");
        String note = ",\"" + RejectNotes.MALFORMED + "\"\r\n";
        assertThat(text(RESULTS))
                .isEqualTo("ref,bill_email,good_name,waybill_outcome,waybill_invoice,waybill_reason\r\n"
                        + "A-1,a@b.cc,,invalid,,too few cells\r\n"
                        + "A-2,b@b.cc,book,invalid,,too many cells,more\r\n"
                        + "A-3,c@b.cc,book,invalid,,text behind a closing quote\r\n"
                        + "A-4,d@b.cc,book,confirmed,1004,\r\n");
        assertThat(text(REJECTS))
                .isEqualTo("ref,bill_email,good_name,waybill_reason\r\n"
                        + "A-1,a@b.cc,,too few cells" + note
                        + "A-2,b@b.cc,book,too many cells,more\r\n"
                        + "A-3,c@b.cc,book,text behind a closing quote" + note);
        assertThat(orders(data.resolve(REJECTS)))
                .hasSize(3)
                .allMatch(order -> !order.faults().isEmpty());

        Files.writeString(
                data.resolve(REJECTS),
                text(REJECTS).replace(note, "\r\n").replace(",more", "").replace("A-1,a@b.cc,,", "A-1,a@b.cc,book,"));
        assertThat(orders(data.resolve(REJECTS)))
                .hasSize(3)
                .allMatch(order -> order.faults().isEmpty());
    }

    @Test
    void orders_that_were_apart_do_not_become_one() throws Exception {
        failed(1, State.CONFLICT, "one");
        confirmed(2);
        failed(3, State.CONFLICT, "three");
        failed(4, State.CONFLICT, "four");
        write("ref,good_name\nA-1,book\nA-2,book\nA-1,pen\nA-1,ink\nA-3,pen\n");
        assertThat(text(REJECTS))
                .isEqualTo("ref,good_name,waybill_reason\r\nA-1,book,one\r\n" + "A-1,pen,three,\""
                        + RejectNotes.NEIGHBOURS + "\"\r\nA-1,ink,three\r\nA-3,pen,four\r\n");
        assertThat(orders(data.resolve(REJECTS)).get(0).faults()).isNotEmpty();
    }

    @Test
    void a_create_and_its_delete_are_no_such_pair() throws Exception {
        failed(1, State.REJECTED, "one");
        confirmed(2);
        failed(3, State.UNDELIVERED, "three");
        write("ref,operation,good_name\nA-1,,book\nA-2,,book\nA-1,DeleteOrder,\n");
        assertThat(text(REJECTS))
                .isEqualTo("ref,operation,good_name,waybill_reason\r\nA-1,,book,one\r\nA-1,DeleteOrder,,three\r\n");
        assertThat(orders(data.resolve(REJECTS)))
                .hasSize(2)
                .allMatch(order -> order.faults().isEmpty());
    }

    @Test
    void what_was_superseded_needs_no_correction() throws IOException {
        outcomes.add(new PositionOutcome(1, 1, State.INVALID, null, "no e-mail", true));
        confirmed(2);
        write("ref,bill_email,good_name\nA-1,,book\nA-1,a@b.cc,book,\n");
        assertThat(text(RESULTS)).contains("A-1,,book,invalid,,no e-mail\r\n");
        assertThat(data.resolve(REJECTS)).doesNotExist();
    }

    @Test
    void once_nothing_is_left_to_correct_the_rejects_go() throws IOException {
        failed(1, State.REJECTED, "600 Wrong email");
        write("ref,good_name\nA-1,book\n");
        assertThat(data.resolve(REJECTS)).exists();
        outcomes.clear();
        confirmed(1);
        write("ref,good_name\nA-1,book\n");
        assertThat(data.resolve(REJECTS)).doesNotExist();
        assertThat(text(RESULTS)).contains("A-1,book,confirmed,1001,\r\n");
    }

    @Test
    void a_table_that_broke_off_says_where() throws IOException {
        failed(1, State.INVALID, "the document broke off");
        write("ref,good_name\nA-1,book\nA-2,\"pen\nA-3,book\n");
        assertThat(text(RESULTS))
                .contains("A-1,book,invalid,,the document broke off\r\n")
                .contains(",,unread,,\"Line 3: ")
                .contains("drop it again as a whole");
        assertThat(text(REJECTS)).isEqualTo("ref,good_name,waybill_reason\r\nA-1,book,the document broke off\r\n");
    }

    @Test
    void positions_without_an_outcome_have_empty_cells() throws IOException {
        confirmed(2);
        write("ref,good_name\nA-1,book\nA-2,book\nA-3,book\n");
        assertThat(text(RESULTS)).contains("A-1,book,,,\r\nA-2,book,confirmed,1002,\r\nA-3,book,,,\r\n");
    }

    @Test
    void only_complete_tables_whose_file_is_there_have_reports() throws IOException {
        Path file = data.resolve("orders.csv");
        Files.writeString(file, "ref,good_name\nA-1,book\n");
        write(Sample.document("orders", "csv", file, true), false);
        write(Sample.document("orders", "jsonl", file, true), true);
        write(Sample.document("orders", "csv", null, true), true);
        write(Sample.document("orders", "csv", data.resolve("gone.csv"), true), true);
        Files.writeString(data.resolve("empty.csv"), "");
        write(Sample.document("orders", "csv", data.resolve("empty.csv"), true), true);
        assertThat(Sample.files(data)).containsExactlyInAnyOrder("orders.csv", "empty.csv");
    }

    @Test
    void a_failure_names_the_place_and_leaves_no_half_report() throws IOException {
        failed(1, State.REJECTED, "600 Wrong email");
        Files.createDirectories(data.resolve("errors"));
        Files.writeString(data.resolve("errors/rejects"), "in the way");
        assertThatThrownBy(() -> write("ref,good_name\nA-1,book\n"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("errors/rejects");
        assertThat(Sample.files(data)).containsExactlyInAnyOrder("orders.csv", "errors/rejects");
    }

    @Test
    void a_large_table_goes_by_page_after_page() throws IOException {
        int rows = 100_000;
        Path file = data.resolve("orders.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("ref,bill_email,good_name,bill_comment\n");
            for (int i = 1; i <= rows; i++) {
                out.write("A-" + i + ",a" + i + "@b.cc,book,\"some, text\"\n");
            }
        }
        List<Integer> pages = new ArrayList<>();
        Outcomes paged = (id, after, limit) -> {
            pages.add(limit);
            return IntStream.rangeClosed((int) after + 1, (int) Math.min(rows, after + limit))
                    .mapToObj(i -> new PositionOutcome(
                            i,
                            i,
                            i % 10 == 0 ? State.REJECTED : State.CONFIRMED,
                            (long) i,
                            i % 10 == 0 ? "bad" : null,
                            false))
                    .toList();
        };
        new Reports(data, paged, document -> TableNaming.PLAIN)
                .write(new FilingBatch(
                        Sample.document("orders", "csv", file, true), List.of(), 1, false, true, Map.of()));
        assertThat(lines(RESULTS)).isEqualTo(rows + 1);
        assertThat(lines(REJECTS)).isEqualTo(rows / 10 + 1);
        assertThat(pages).hasSizeLessThan(100).allMatch(limit -> limit <= 5_000);
    }

    @Test
    void a_partners_rejects_keep_the_partners_columns_and_their_orders() throws Exception {
        Path mappings = Files.createDirectories(data.resolve("mappings"));
        Files.writeString(
                mappings.resolve("shop.yaml"), "fields: {ref: No, bill_email: Mail}\ngoods: [{good_name: Art}]");
        Mapping shop = Mappings.read(mappings).named("shop").orElseThrow();
        Path file = data.resolve("orders.csv");
        Files.writeString(
                file, "No;Mail;Art\nA;a@b.cc;book\nA;;pen\nB;nobody;book\nC;c@b.cc;book\nB;b@b.cc;bok\nD;d@b.cc\n");
        confirmed(1);
        failed(2, State.INVALID, "bill_email (from \"Mail\")");
        confirmed(3);
        failed(4, State.REJECTED, "604");
        failed(5, State.INVALID, "too few cells");
        write(Sample.document("orders", "csv", file, true), true, shop);
        assertThat(text(RESULTS))
                .startsWith("No;Mail;Art;waybill_outcome;waybill_invoice;waybill_reason\r\n"
                        + "A;a@b.cc;book;confirmed;1001;\r\nA;;pen;confirmed;1001;\r\n");
        assertThat(text(REJECTS))
                .isEqualTo("No;Mail;Art;waybill_reason\r\n"
                        + "B;nobody;book;\"bill_email (from \"\"Mail\"\")\"\r\n"
                        + "B;b@b.cc;bok;604;" + RejectNotes.NEIGHBOURS + "\r\n"
                        + "D;d@b.cc;;too few cells;" + RejectNotes.MALFORMED + "\r\n");
    }

    private void confirmed(int position) {
        outcomes.add(new PositionOutcome(position, position, State.CONFIRMED, 1000L + position, null, false));
    }

    private void failed(int position, State state, String reason) {
        outcomes.add(new PositionOutcome(position, position, state, null, reason, false));
    }

    private void write(String table) throws IOException {
        Path file = data.resolve("orders.csv");
        Files.writeString(file, table);
        write(Sample.document("orders", "csv", file, true), true);
    }

    private void write(FiledDocument document, boolean complete) {
        write(document, complete, null);
    }

    private void write(FiledDocument document, boolean complete, Mapping mapping) {
        Outcomes paged = (id, after, limit) -> {
            assertThat(id).isEqualTo(document.id());
            return outcomes.stream()
                    .filter(outcome -> outcome.order() > after)
                    .limit(limit)
                    .toList();
        };
        new Reports(data, paged, any -> TableNaming.of(mapping))
                .write(new FilingBatch(document, List.of(), 1, false, complete, Map.of()));
    }

    private String text(String path) throws IOException {
        return Files.readString(data.resolve(path));
    }

    private long lines(String path) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(data.resolve(path))) {
            return in.lines().count();
        }
    }

    private static List<List<Map.Entry<String, String>>> fields(Path table) throws Exception {
        return orders(table).stream().map(RawOrder::fields).toList();
    }

    private static List<RawOrder> orders(Path table) throws Exception {
        List<RawOrder> orders = new ArrayList<>();
        try (InputStream in = Files.newInputStream(table)) {
            Format.CSV.reader().read(in, orders::add);
        }
        return orders;
    }
}
