package io.waybill.intake;

import static io.waybill.intake.IntakeSite.order;
import static io.waybill.intake.IntakeSite.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.intake.mapping.Mappings;
import io.waybill.ledger.DocumentState;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.NewDocument;
import io.waybill.ledger.NewOrder;
import io.waybill.ledger.State;
import io.waybill.ledger.Verdict;
import io.waybill.order.AccountKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents from their claimed file into the ledger, with everything that may come in between. */
class OrderDocumentTest {
    @TempDir
    Path folder;

    private IntakeSite site;
    private Ledger ledger;

    @BeforeEach
    void open() {
        site = new IntakeSite(folder);
        ledger = site.ledger.ledger();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_document_is_accepted_and_kept_and_its_claim_is_gone() throws IOException {
        Claim claim = site.claim("DOC1", "orders.jsonl", orders("A", 2));
        site.take(claim);
        assertThat(site.states()).containsExactly("A1 accepted", "A2 accepted");
        assertThat(site.kept()).containsExactly("accepted/2024-05-01/orders.DOC1.jsonl");
        assertThat(site.ledger.data().resolve("accepted/2024-05-01/orders.DOC1.jsonl"))
                .hasContent(orders("A", 2));
        assertThat(site.ledger.one("select file from document")).isEqualTo("accepted/2024-05-01/orders.DOC1.jsonl");
        assertThat(site.ledger.one("select format from document")).isEqualTo("jsonl");
        assertThat(claim.file().getParent()).doesNotExist();
        assertThat(due()).hasSize(2);
    }

    @Test
    void a_large_document_is_accepted_whole() throws IOException {
        site.take(site.claim("DOC1", "orders.jsonl", orders("A", 2500)));
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 2500L));
        assertThat(site.ledger.rows("select min(position), max(position), count(distinct position) from orders"))
                .containsExactly(List.of(1, 2500, 2500));
        assertThat(due()).hasSize(2500);
    }

    @Test
    void sizes_around_a_batch_lose_and_double_nothing() throws IOException {
        for (int count : new int[] {1, 511, 512, 513, 514, 1024, 1025, 1026}) {
            site.take(site.claim("DOC" + count, "orders.jsonl", orders("B" + count + "-", count)));
            assertThat(site.ledger.one(
                            "select count(*) from orders o join document d on d.id = o.document_id"
                                    + " where d.reference = ?",
                            "DOC" + count))
                    .isEqualTo(count);
        }
    }

    @Test
    void a_document_without_orders_is_put_aside() throws IOException {
        Claim claim = site.claim("DOC1", "orders.json", "[]");
        site.take(claim);
        assertThat(place("DOC1")).isEqualTo(DocumentState.UNREADABLE);
        assertThat(site.kept())
                .containsExactly("errors/unreadable/orders.json", "errors/unreadable/orders.json.reason.txt");
        assertThat(claim.file()).doesNotExist();
    }

    // ---- crashes

    @Test
    void a_claim_that_the_ledger_has_never_heard_of_is_read_from_its_begin() throws IOException {
        Claim claim = site.claim("DOC1", "orders.jsonl", order("A"));
        // the process before this one had only linked it
        site.files.keep(claim, "accepted/2024-05-01/orders.DOC1.jsonl");
        site.take(claim);
        assertThat(site.states()).containsExactly("A accepted");
        assertThat(site.kept()).containsExactly("accepted/2024-05-01/orders.DOC1.jsonl");
    }

    @Test
    void a_reading_that_was_cut_off_goes_on_where_it_stood() throws IOException {
        String content = orders("A", 1200);
        Claim claim = site.claim("DOC1", "orders.jsonl", content);
        readingCutOff(claim, 512);
        site.take(claim);
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 1200L));
        assertThat(due()).hasSize(1200);
        assertThat(claim.file()).doesNotExist();
    }

    @Test
    void a_reading_of_a_small_document_that_was_cut_off_ends_too() throws IOException {
        Claim claim = site.claim("DOC1", "orders.jsonl", orders("A", 5));
        readingCutOff(claim, 2);
        site.take(claim);
        assertThat(place("DOC1")).isEqualTo(DocumentState.READ);
        assertThat(due()).hasSize(5);
    }

    @Test
    void a_document_that_changed_after_its_reading_was_cut_off_is_read_anew() throws IOException {
        Claim claim = site.claim("DOC1", "orders.jsonl", orders("old", 5));
        readingCutOff(claim, 3);
        Files.writeString(claim.file(), orders("new", 2));
        site.take(claim);
        assertThat(site.states()).containsExactly("new1 accepted", "new2 accepted");
        assertThat(site.ledger.one("select count(*) from document")).isEqualTo(1);
    }

    @Test
    void a_document_that_was_read_and_not_let_go_is_let_go() throws IOException {
        Claim claim = site.claim("DOC1", "orders.jsonl", order("A"));
        site.take(claim);
        site.claim("DOC1", "orders.jsonl", order("A"));
        site.take(claim);
        assertThat(site.states()).containsExactly("A accepted");
        assertThat(claim.file().getParent()).doesNotExist();
        assertThat(site.kept()).containsExactly("accepted/2024-05-01/orders.DOC1.jsonl");
    }

    @Test
    void a_broken_document_that_was_not_let_go_is_let_go() throws IOException {
        Claim claim = site.claim("DOC1", "orders.json", "[" + order("A") + ",");
        site.take(claim);
        site.claim("DOC1", "orders.json", "[" + order("A") + ",");
        site.take(claim);
        assertThat(site.states()).containsExactly("A invalid");
        assertThat(claim.file()).doesNotExist();
    }

    @Test
    void a_duplicate_that_was_not_put_aside_is_put_aside_and_not_kept() throws IOException {
        site.take(site.claim("DOC1", "first.jsonl", order("A")));
        Claim claim = site.claim("DOC2", "again.jsonl", order("A"));
        // what the process before this one did before it ended: kept it, and committed what it is
        site.files.keep(claim, DocumentFiles.acceptedPath(claim, LocalDate.of(2024, 5, 1)));
        Ledger.await(ledger.accept(document(claim), List.of(), true));
        assertThat(place("DOC2")).isEqualTo(DocumentState.DUPLICATE);
        site.take(claim);
        assertThat(claim.file()).doesNotExist();
        assertThat(site.kept())
                .containsExactly(
                        "accepted/2024-05-01/first.DOC1.jsonl",
                        "errors/duplicate/again.jsonl",
                        "errors/duplicate/again.jsonl.reason.txt");
    }

    @Test
    void an_unreadable_document_that_was_not_put_aside_is_put_aside() throws IOException {
        Claim claim = site.claim("DOC1", "orders.xml", "<orders/>");
        Ledger.await(ledger.unreadable(document(claim), "no orders"));
        site.take(claim);
        assertThat(claim.file()).doesNotExist();
        assertThat(site.kept()).contains("errors/unreadable/orders.xml", "errors/unreadable/orders.xml.reason.txt");
    }

    @Test
    void a_document_that_is_taken_up_again_on_another_day_lies_where_the_ledger_says() throws IOException {
        Claim claim = site.claim("DOC1", "orders.csv", "ref,goods[0][good_name],bill_email\nA,x,a@b.cd\nB,x,a@b.cd\n");
        readingCutOff(claim, 1);
        site.clock.advance(Duration.ofDays(1));
        site.take(new Claim(
                claim.reference(), claim.file(), claim.name(), "folder", null, false, false, site.clock.instant()));
        String file = (String) site.ledger.one("select file from document");
        assertThat(site.kept()).containsExactly(file);
    }

    @Test
    void a_document_whose_account_went_out_of_the_configuration_meanwhile_is_brought_to_an_end() throws IOException {
        site.accounts = IntakeSite.accounts(IntakeSite.MAIN, new AccountKey("second", true));
        Claim plain = site.claim("DOC1", "orders.jsonl", orders("A", 3));
        Claim claim = new Claim(
                plain.reference(), plain.file(), plain.name(), "folder", "second", false, false, plain.receivedAt());
        readingCutOff(claim, 1);
        site.accounts = IntakeSite.accounts(IntakeSite.MAIN);
        site.take(claim);
        assertThat(claim.file()).doesNotExist();
        assertThat(due()).isEmpty();
    }

    // ---- changes

    @Test
    void a_document_that_is_written_to_while_it_is_read_is_read_anew() throws IOException {
        Claim claim = site.claim("DOC1", "orders.jsonl", orders("A", 600));
        site.take(claim, onMarker(590, () -> append(claim, order("late"))));
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 601L));
        assertThat(site.states()).last().isEqualTo("late accepted");
        assertThat(site.ledger.one("select count(*) from document")).isEqualTo(1);
        assertThat(site.ledger.one("select count(*) from order_content")).isEqualTo(601);
    }

    @Test
    void a_document_that_is_replaced_while_it_is_read_leaves_nothing_of_the_old_one() throws IOException {
        Claim claim = site.claim("DOC1", "orders.jsonl", orders("old", 600));
        site.take(claim, onMarker(590, () -> Files.writeString(claim.file(), order("new"))));
        assertThat(site.states()).containsExactly("new accepted");
        assertThat(site.ledger.rows("select open, lines from document")).containsExactly(List.of(1, 0));
    }

    @Test
    void a_document_that_breaks_off_because_it_is_being_written_is_read_anew() throws IOException {
        Claim claim = site.claim("DOC1", "orders.json", "[" + order("A") + ",");
        site.take(claim, onMarker(1, () -> append(claim, order("B") + "]")));
        assertThat(site.states()).containsExactly("A accepted", "B accepted");
        assertThat(place("DOC1")).isEqualTo(DocumentState.READ);
    }

    @Test
    void an_early_document_that_changes_keeps_what_was_due_and_takes_the_rest_once() throws IOException {
        Claim claim = site.claim("DOC1", "orders.jsonl", orders("A", 600), true);
        site.take(claim, onMarker(590, () -> append(claim, order("late"))));
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 601L));
        assertThat(due()).hasSize(601);
    }

    // ---- broken, repeated, unreadable

    @Test
    void a_document_that_breaks_off_is_kept_and_its_orders_are_invalid() throws IOException {
        Claim claim = site.claim("DOC1", "orders.json", "[" + order("A") + "," + order("B") + ",{\"ref\":");
        site.take(claim);
        assertThat(site.states()).containsExactly("A invalid", "B invalid");
        assertThat((String) site.ledger.one("select reason from outcome"))
                .contains("document broke off: orders.json", "line", "drop the whole document again");
        assertThat(place("DOC1")).isEqualTo(DocumentState.BROKEN);
        assertThat(site.kept()).containsExactly("accepted/2024-05-01/orders.DOC1.json");
        assertThat(claim.file()).doesNotExist();

        site.take(site.claim("DOC2", "orders.json", "[" + order("A") + "," + order("B") + "]"));
        assertThat(site.states()).contains("A accepted", "B accepted");
    }

    @Test
    void a_large_document_that_breaks_off_has_no_order_that_is_due() throws IOException {
        site.take(site.claim("DOC1", "orders.json", "[" + orders("A", 1500).replace("}\n", "},\n") + "{\"ref\":"));
        assertThat(Ledger.await(ledger.counts())).containsOnlyKeys(State.INVALID);
        assertThat(due()).isEmpty();
    }

    @Test
    void of_an_early_document_that_breaks_off_only_the_last_order_is_held() throws IOException {
        site.take(site.claim("DOC1", "orders.json", "[" + orders("A", 3).replace("}\n", "},\n") + "{\"ref\":", true));
        assertThat(site.states()).containsExactly("A1 accepted", "A2 accepted", "A3 invalid");
        assertThat(due()).hasSize(2);
    }

    @Test
    void a_document_like_one_that_went_well_is_put_aside_with_the_name_of_the_first() throws IOException {
        site.take(site.claim("DOC1", "first.jsonl", order("A")));
        Claim claim = site.claim("DOC2", "again.jsonl", order("A"));
        site.take(claim);
        assertThat(site.states()).containsExactly("A accepted");
        assertThat(site.kept())
                .containsExactly(
                        "accepted/2024-05-01/first.DOC1.jsonl",
                        "errors/duplicate/again.jsonl",
                        "errors/duplicate/again.jsonl.reason.txt");
        assertThat(site.ledger.data().resolve("errors/duplicate/again.jsonl.reason.txt"))
                .content()
                .contains("again.jsonl has the same content as first.jsonl");
        assertThat(claim.file().getParent()).doesNotExist();
    }

    @Test
    void a_large_document_like_one_that_went_well_is_put_aside_too() throws IOException {
        site.take(site.claim("DOC1", "first.jsonl", orders("A", 2000)));
        site.take(site.claim("DOC2", "again.jsonl", orders("A", 2000)));
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 2000L));
        assertThat(site.kept()).contains("errors/duplicate/again.jsonl").hasSize(3);
    }

    @Test
    void a_document_like_one_of_which_an_order_failed_is_read_and_only_that_order_goes_again() throws IOException {
        String unnamed = order("x").replace("\"ref\":\"x\",", "");
        site.take(site.claim("DOC1", "first.jsonl", order("A") + unnamed + order("B")));
        var sent = Ledger.await(ledger.lease(IntakeSite.MAIN, 10)).orders();
        Ledger.await(ledger.settle(sent.get(0), verdict(State.CONFIRMED, 1L)));
        Ledger.await(ledger.settle(sent.get(1), verdict(State.REJECTED, null)));
        Ledger.await(ledger.settle(sent.get(2), verdict(State.CONFIRMED, 2L)));
        site.take(site.claim("DOC2", "again.jsonl", order("A") + unnamed + order("B")));
        assertThat(site.states())
                .containsExactly(
                        "A confirmed", "null rejected", "B confirmed", "A duplicate", "null accepted", "B duplicate");
    }

    @Test
    void a_standing_order_is_taken_again_every_week() throws IOException {
        String unnamed = order("x").replace("\"ref\":\"x\",", "");
        for (String reference : List.of("DOC1", "DOC2")) {
            Claim claim = site.claim(reference, "weekly.jsonl", unnamed);
            site.take(
                    new Claim(reference, claim.file(), claim.name(), "folder", null, false, true, claim.receivedAt()));
        }
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 2L));
    }

    @Test
    void a_document_of_another_kind_is_put_aside_with_the_reason() throws IOException {
        Claim claim = site.claim("DOC1", "orders.html", "<html/>");
        site.take(claim);
        assertThat(place("DOC1")).isEqualTo(DocumentState.UNREADABLE);
        assertThat(site.kept())
                .containsExactly("errors/unreadable/orders.html", "errors/unreadable/orders.html.reason.txt");
        assertThat(site.ledger.data().resolve("errors/unreadable/orders.html.reason.txt"))
                .content()
                .contains("orders.html cannot be read", "expected orders as JSON");
    }

    @Test
    void what_a_document_was_taken_for_stands_in_the_reason() throws IOException {
        site.take(site.claim("DOC1", "orders.xml", "<orders/>"));
        assertThat(site.ledger.data().resolve("errors/unreadable/orders.xml.reason.txt"))
                .content()
                .contains("holds no order", "It was taken for XML by its ending \".xml\".");
    }

    @Test
    void a_document_is_taken_for_what_its_sender_called_it() throws IOException {
        Claim claim = site.claim("DOC1", "upload", "ref=A-1&bill_email=a%40b.cc&goods%5B0%5D%5Bgood_name%5D=course");
        site.take(new Claim(
                claim.reference(),
                claim.file(),
                claim.name(),
                claim.source(),
                null,
                false,
                false,
                claim.receivedAt(),
                null,
                "application/x-www-form-urlencoded",
                null,
                null,
                null,
                null));
        assertThat(site.states()).containsExactly("A-1 accepted");
    }

    @Test
    void a_document_whose_reading_ended_halfway_is_read_on_from_where_the_ledger_stands() throws Exception {
        byte[] workbook = Workbooks.of(Stream.concat(
                                Stream.of(List.of("ref", "bill_email", "good_name")),
                                Stream.iterate(1, i -> i <= 1_200, i -> i + 1)
                                        .map(i -> List.of("A-" + i, "a@b.cc", "course")))
                        .toList())
                .bytes();
        for (byte[] content : List.of(workbook, Workbooks.zip(Map.of("a.xlsx", workbook)))) {
            String name = content == workbook ? "orders.xlsx" : "orders.zip";
            Claim claim = site.claim("DOC-" + name, name, "");
            Files.write(claim.file(), content);
            readingCutOff(claim, 600);
            site.take(claim);
            assertThat(site.ledger.rows("select count(*), count(distinct position), max(position) from orders where"
                            + " document_id = (select max(id) from document)"))
                    .containsExactly(List.of(1_200, 1_200, 1_200));
        }
    }

    @Test
    void a_second_document_of_one_name_is_put_aside_beside_the_first() throws IOException {
        site.take(site.claim("DOC1", "orders.html", "<html>1</html>"));
        site.take(site.claim("DOC2", "orders.html", "<html>2</html>"));
        assertThat(site.ledger.data().resolve("errors/unreadable/orders.html")).hasContent("<html>1</html>");
        assertThat(site.ledger.data().resolve("errors/unreadable/DOC2-orders.html"))
                .hasContent("<html>2</html>");
        assertThat(site.kept()).hasSize(4);
    }

    @Test
    void a_document_from_a_folder_of_no_account_is_put_aside_and_told_which_there_are() throws IOException {
        Claim claim = site.claim("DOC1", "orders.jsonl", order("A"));
        site.take(new Claim("DOC1", claim.file(), claim.name(), "folder", "archive", false, false, claim.receivedAt()));
        assertThat(site.states()).isEmpty();
        assertThat(site.ledger.data().resolve("errors/unreadable/orders.jsonl.reason.txt"))
                .content()
                .contains("\"archive\"", "no configured account", "main");
    }

    // ---- mappings

    @Test
    void a_document_is_read_by_its_mapping_and_its_row_says_which() throws Exception {
        mappings("shop", "fields: {ref: No, bill_email: Mail}\ngoods: [{good_name: Art}]");
        site.take(mapped("DOC1", "orders.csv", "No,Mail,Art\nA,a@x.com,course\nB,nobody,course\n", "shop"));
        assertThat(site.states()).containsExactly("A accepted", "B invalid");
        assertThat(site.ledger.one("select mapping from document")).isEqualTo("shop");
        assertThat(site.ledger.one("select reason from outcome"))
                .asString()
                .contains("orders.csv, order 2, line 3: bill_email (from \"Mail\"): found \"nobody\"");
    }

    @Test
    void the_same_content_by_another_mapping_is_another_document() throws Exception {
        mappings("one", "fields: {ref: No, bill_email: Mail}\ngoods: [{good_name: Art}]");
        mappings("two", "fields: {ref: Art, bill_email: Mail}\ngoods: [{good_name: No}]");
        String text = "No,Mail,Art\nA,a@x.com,course\n";
        site.take(mapped("DOC1", "orders.csv", text, "one"));
        site.take(mapped("DOC2", "orders.csv", text, "two"));
        site.take(mapped("DOC3", "orders.csv", text, "one"));
        assertThat(site.states()).containsExactly("A accepted", "course accepted");
        assertThat(place("DOC3")).isEqualTo(DocumentState.DUPLICATE);
    }

    @Test
    void a_document_that_was_begun_by_a_mapping_is_gone_on_with_by_it_or_not_at_all() throws Exception {
        mappings("shop", "fields: {ref: No, bill_email: Mail}\ngoods: [{good_name: Art}]");
        StringBuilder text = new StringBuilder("No,Mail,Art\n");
        for (int i = 1; i <= 1_000; i++) {
            text.append("R").append(i).append(",a@x.com,course\n");
        }
        Claim claim = mapped("DOC1", "orders.csv", text.toString(), "shop");
        Mappings there = site.mappings;
        readingCutOff(claim, 700);
        site.mappings = Mappings.NONE;
        assertThatThrownBy(() -> site.take(claim))
                .hasMessageContaining("a part of orders.csv was accepted by mapping shop, which is not there any more");
        assertThat(claim.file()).exists();
        site.mappings = there;
        // taken for a file of the API's names, as it would be if its folder had lost its meaning
        site.take(new Claim("DOC1", claim.file(), "orders.csv", "folder", null, false, false, claim.receivedAt()));
        assertThat(site.states()).hasSize(1_000).allMatch(state -> state.endsWith(" accepted"));
    }

    @Test
    void a_mapping_that_is_not_there_is_told_with_those_that_are() throws Exception {
        mappings("shop", "fields: {ref: No}");
        site.take(mapped("DOC1", "orders.csv", "No\n1\n", "shpo"));
        assertThat(site.states()).isEmpty();
        assertThat(site.ledger.data().resolve("errors/unreadable/orders.csv.reason.txt"))
                .content()
                .contains("mapping \"shpo\", which is not there; expected one of: shop.");
    }

    private void mappings(String name, String yaml) throws Exception {
        Path mappings = Files.createDirectories(folder.resolve("mappings"));
        Files.writeString(mappings.resolve(name + ".yaml"), yaml);
        site.mappings = Mappings.read(mappings);
    }

    private Claim mapped(String reference, String name, String text, String mapping) throws IOException {
        Claim claim = site.claim(reference, name, text);
        return new Claim(
                reference,
                claim.file(),
                name,
                "folder",
                null,
                false,
                false,
                claim.receivedAt(),
                null,
                null,
                mapping,
                null,
                null,
                null);
    }

    // ---- what the tests do to documents

    private DocumentState place(String reference) {
        return Ledger.await(ledger.place(reference)).state();
    }

    private List<String> due() {
        var leased = Ledger.await(ledger.lease(IntakeSite.MAIN, 10_000)).orders();
        Ledger.await(ledger.giveBack(leased));
        return leased.stream().map(order -> order.order().reference()).toList();
    }

    /** Leaves a document as a process does that ends after it accepted so many orders. */
    private void readingCutOff(Claim claim, int count) throws IOException {
        Assembler assembler = new Assembler(
                claim, HexFormat.of().formatHex(ContentHash.of(claim.file())), site.terms(), null, site.random);
        List<NewOrder> orders = new ArrayList<>();
        try {
            DocumentContent.of(claim.file(), claim.name(), null, "")
                    .read(site.terms().mapping(claim.mapping()), raw -> orders.add(assembler.assemble(raw)));
        } catch (BrokenDocumentException | UnreadableDocumentException e) {
            throw new IllegalStateException(e);
        }
        Ledger.await(ledger.accept(document(claim), orders.subList(0, count), false));
    }

    private NewDocument document(Claim claim) throws IOException {
        LocalDate day = LocalDate.ofInstant(claim.receivedAt(), ZoneOffset.UTC);
        return new NewDocument(
                claim.reference(),
                claim.source(),
                claim.name(),
                claim.account() == null ? "main" : claim.account(),
                claim.mapping() == null ? "" : claim.mapping(),
                "jsonl",
                ContentHash.of(claim.file()),
                claim.early(),
                claim.repeatable(),
                day,
                DocumentFiles.stem(claim),
                DocumentFiles.acceptedPath(claim, day),
                claim.receivedAt(),
                null);
    }

    private interface Change {
        void make() throws IOException;
    }

    /** Markers of which the n-th comes with a change: a writer that comes while the document is being read. */
    private static RandomGenerator onMarker(int number, Change change) {
        return new RandomGenerator() {
            private final Random random = new Random(9);
            private int drawn;

            @Override
            public long nextLong() {
                return random.nextLong();
            }

            @Override
            public void nextBytes(byte[] bytes) {
                drawn++;
                if (drawn == number) {
                    try {
                        change.make();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                random.nextBytes(bytes);
            }
        };
    }

    private static void append(Claim claim, String text) throws IOException {
        Files.writeString(claim.file(), text, StandardOpenOption.APPEND);
    }

    private static Verdict verdict(State state, Long billId) {
        return new Verdict(state, billId, 200, 0, "t", true, null, "because", null);
    }
}
