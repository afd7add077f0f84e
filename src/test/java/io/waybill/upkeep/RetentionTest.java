package io.waybill.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.intake.IntakeHeaders;
import io.waybill.intake.IntakeSite;
import io.waybill.intake.TableNaming;
import io.waybill.ledger.Act;
import io.waybill.ledger.Draft;
import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.FilingDesk;
import io.waybill.ledger.IncomingDocument;
import io.waybill.ledger.Intervened;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.NewDocument;
import io.waybill.ledger.ReplyDesk;
import io.waybill.ledger.RetentionDesk;
import io.waybill.ledger.State;
import io.waybill.ledger.Verdicts;
import io.waybill.outcome.Archive;
import io.waybill.outcome.ErrorChannel;
import io.waybill.outcome.PositionOutcome;
import io.waybill.outcome.Rebuild;
import io.waybill.outcome.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that came in on 1 May 2024, and what is left of them later. */
class RetentionTest {
    private static final CamelContext CAMEL = new DefaultCamelContext();
    private static final Instant CAME = Instant.parse("2024-05-01T10:00:00Z");
    private static final RetentionPlan ALL =
            new RetentionPlan(Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(90));
    private static final RetentionPlan FILES =
            new RetentionPlan(Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(90), null);
    private static final Act ANNA = new Act("anna", "mended");
    private static final String CSV = "ref,goods[0][good_name],bill_email\nA,x,a@b.cd\nB,x,a@b.cd\n";

    @TempDir
    Path folder;

    private IntakeSite intake;
    private LedgerSite site;
    private Ledger ledger;
    private Path data;
    private long invoices = 100;

    @BeforeEach
    void open() {
        intake = new IntakeSite(folder);
        site = intake.ledger();
        ledger = site.ledger();
        data = site.data();
    }

    @AfterEach
    void close() {
        intake.close();
    }

    @Test
    void what_is_old_and_settled_goes_with_its_files_and_folders() throws Exception {
        take("orders.csv", CSV);
        take("one.jsonl", order("C"));
        confirmAll();
        take("newest.jsonl", order("Z"));
        confirmAll();
        file();
        assertThat(files()).hasSize(7);
        sweep(ALL, 89);
        assertThat(files()).as("on its last day").hasSize(7);
        assertThat(count("orders")).isEqualTo(4);

        sweep(ALL, 92);
        assertThat(files()).isEmpty();
        assertThat(data.resolve("archive/2024")).doesNotExist();
        assertThat(data.resolve("accepted/2024-05-01")).doesNotExist();
        assertThat(refs()).as("the newest one, by which numbers go on").containsExactly("Z");
        for (String table : List.of("document", "order_content", "outcome")) {
            assertThat(count(table)).as(table).isLessThanOrEqualTo(1);
        }
        assertThat(count("filed_lines")).isEqualTo(0);
    }

    @Test
    void nothing_goes_while_a_key_is_not_set() throws Exception {
        take("orders.csv", CSV);
        confirmAll();
        file();
        List<String> before = files();
        sweep(new RetentionPlan(null, null, null, null), 10_000);
        assertThat(files()).isEqualTo(before);
        sweep(new RetentionPlan(Duration.ofDays(1), null, null, null), 10_000);
        assertThat(files()).hasSize(before.size() - 1).noneMatch(name -> name.startsWith("accepted"));
    }

    @Test
    void a_document_of_which_an_order_may_be_replayed_stays_whole_until_it_is_settled() throws Exception {
        take("orders.csv", CSV);
        List<String> ids = ids();
        reject("A");
        confirmAll();
        take("newest.jsonl", order("Z"));
        confirmAll();
        file();
        List<String> before = files();
        assertThat(before).anyMatch(name -> name.endsWith("orders.csv.receipts.jsonl"));
        byte[] receipts = Files.readAllBytes(data.resolve(receipts(before)));

        sweep(ALL, 1000);
        assertThat(files())
                .containsAll(
                        before.stream().filter(name -> name.contains("orders")).toList());
        assertThat(refs()).containsExactly("A", "B", "Z");

        Ledger.await(ledger.replay(ids.get(0), ANNA));
        sweep(ALL, 1000);
        assertThat(refs()).as("while it is on its way").containsExactly("A", "B", "Z");
        confirmAll();
        sweep(ALL, 1000);
        assertThat(refs()).as("before it is filed").containsExactly("A", "B", "Z");
        file();
        assertThat(Files.readAllBytes(data.resolve(receipts(before))))
                .as("extended, not told anew")
                .startsWith(receipts);

        sweep(ALL, 1000);
        assertThat(files()).noneMatch(name -> name.startsWith("archive") || name.startsWith("accepted"));
        assertThat(refs()).containsExactly("Z");
    }

    @Test
    void what_is_open_or_in_doubt_stays() throws Exception {
        take("doubt.jsonl", order("A"));
        site.sent(IntakeSite.MAIN, Verdicts.inDoubt());
        take("open.jsonl", order("B"));
        take("newest.jsonl", order("Z"));
        file();
        sweep(ALL, 1000);
        assertThat(refs()).containsExactly("A", "B", "Z");
        assertThat(files()).hasSize(3);
    }

    @Test
    void error_entries_stay_and_those_that_are_over_go() throws Exception {
        take("one.jsonl", order("A"));
        String id = ids().get(0);
        reject("A");
        file();
        Ledger.await(ledger.replay(id, ANNA));
        reject("A");
        Ledger.await(ledger.replay(id, ANNA));
        confirmAll();
        take("bad.jsonl", order("B").replace("bill_email", "bill_mail"));
        take("newest.jsonl", order("Z"));
        file();
        assertThat(files()).anyMatch(name -> name.startsWith("errors/.resolved/rejected/2024/05/01/main/A."));
        sweep(ALL, 92);
        assertThat(files()).noneMatch(name -> name.startsWith("errors/.resolved"));
        assertThat(files()).anyMatch(name -> name.startsWith("errors/invalid/2024/05/01/main/B."));
    }

    @Test
    void what_is_forgotten_is_taken_as_new_when_it_comes_again() throws Exception {
        take("one.jsonl", order("A"));
        take("newest.jsonl", order("Z"));
        confirmAll();
        file();
        take("again.jsonl", order("A") + order("Y"));
        assertThat(states("A")).containsExactly("confirmed", "duplicate");
        file();
        sweep(ALL, 92);
        take("later.jsonl", order("A") + order("X"));
        assertThat(states("A")).last().isEqualTo("accepted");
    }

    @Test
    void an_order_stays_while_something_may_come_of_another_one_about_it() throws Exception {
        take("create.jsonl", order("A"));
        confirmAll();
        take("delete.jsonl", "{\"ref\":\"A\",\"operation\":\"DeleteOrder\"}\n");
        String delete = ids().get(1);
        site.end(Verdicts.rejected(302));
        take("newest.jsonl", order("Z"));
        confirmAll();
        file();
        sweep(ALL, 1000);
        assertThat(count("orders")).isEqualTo(3);

        Ledger.await(ledger.replay(delete, ANNA));
        site.end(Verdicts.confirmed(null));
        file();
        sweep(ALL, 1000);
        assertThat(refs()).containsExactly("Z");
    }

    @Test
    void an_order_stays_while_the_one_is_there_whose_place_it_took() throws Exception {
        take("first.csv", CSV);
        List<String> first = ids();
        reject("A");
        reject("B");
        take("second.jsonl", order("A"));
        confirmAll();
        take("newest.jsonl", order("Z"));
        confirmAll();
        file();
        sweep(ALL, 1000);
        // B may be replayed, so its document stays, and with it the order that took A's place
        assertThat(refs()).containsExactly("A", "B", "A", "Z");
        Intervened refused = Ledger.await(ledger.replay(first.get(0), ANNA));
        assertThat(refused.refusal()).contains("took its place");

        Ledger.await(ledger.discard(first.get(1), ANNA));
        file();
        sweep(ALL, 1000);
        assertThat(refs()).containsExactly("Z");
    }

    @Test
    void a_document_stays_until_its_source_is_told_what_became_of_it() throws Exception {
        NewDocument document = LedgerSite.asking(site.document(false), "shop");
        Draft draft = Draft.create("A").invalid("bad");
        Ledger.await(ledger.accept(document, LedgerSite.orders(document, 1, draft), true));
        take("newest.jsonl", order("Z"));
        confirmAll();
        file();
        sweep(ALL, 1000);
        assertThat(refs()).containsExactly("A", "Z");

        try (ReplyDesk desk = ledger.replyDesk("shop")) {
            desk.take(1).forEach(due -> desk.told(desk.read(due)));
        }
        sweep(ALL, 1000);
        assertThat(refs()).containsExactly("Z");
        assertThat(count("source_reply")).isZero();
    }

    @Test
    void a_document_that_is_no_file_goes_like_one() throws Exception {
        NewDocument document = site.document(true);
        Ledger.await(ledger.acceptWhole(document, new byte[] {1}, LedgerSite.orders(document, 1, Draft.create("A"))));
        take("newest.jsonl", order("Z"));
        file();
        sweep(FILES, 1000);
        assertThat(count("document_body")).as("it is open").isEqualTo(1);
        confirmAll();
        file();
        sweep(FILES, 1000);
        assertThat(count("document_body")).isZero();
        assertThat(refs()).containsExactly("A", "Z");
    }

    @Test
    void rows_go_a_few_hundred_at_a_time() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 450; i++) {
            many.append(order("M" + i));
        }
        take("many.jsonl", many.toString());
        confirmAll();
        take("newest.jsonl", order("Z"));
        confirmAll();
        file();
        List<Integer> steps = new ArrayList<>();
        try (RetentionDesk desk = ledger.retentionDesk()) {
            RetentionDesk.Step step = desk.first(CAME.plusSeconds(1));
            while (step != null) {
                steps.add(step.deleted());
                step = desk.next(step);
            }
        }
        assertThat(steps).containsExactly(200, 200, 50, 0);
        assertThat(refs()).containsExactly("Z");
    }

    @Test
    void a_crash_between_files_and_rows_leaves_nothing_that_comes_back() throws Exception {
        take("orders.csv", CSV);
        confirmAll();
        take("newest.jsonl", order("Z"));
        confirmAll();
        file();
        sweep(FILES, 1000);
        assertThat(files()).isEmpty();
        try (FilingDesk desk = ledger.filingDesk()) {
            assertThat(desk.unfiled()).as("nothing is filed anew").isEmpty();
        }
        file();
        assertThat(files()).isEmpty();
        sweep(ALL, 1000);
        assertThat(refs()).containsExactly("Z");
    }

    @Test
    void numbers_are_not_given_twice() throws Exception {
        take("one.jsonl", order("A"));
        take("newest.jsonl", order("Z"));
        confirmAll();
        file();
        Number highest = (Number) site.one("select max(id) from orders");
        sweep(ALL, 1000);
        intake.close();
        intake = new IntakeSite(folder);
        site = intake.ledger();
        ledger = site.ledger();
        take("after.jsonl", order("N"));
        assertThat(((Number) site.one("select max(id) from orders")).longValue())
                .isGreaterThan(highest.longValue());
    }

    @Test
    void what_others_have_put_there_is_left_alone() throws Exception {
        for (String name : List.of("archive/notes/2024/05/01/x", "archive/2024/x", "archive/2024/05/x", "accepted/x")) {
            Files.createDirectories(data.resolve(name).getParent());
            Files.writeString(data.resolve(name), "mine");
        }
        List<String> before = files();
        sweep(ALL, 1000);
        assertThat(files()).isEqualTo(before).hasSize(4);
    }

    @Test
    void a_plan_that_cannot_be_carried_out_is_told_in_words() {
        assertThat(ALL.mistakes()).isEmpty();
        assertThat(new RetentionPlan(Duration.ofHours(5), null, null, Duration.ofDays(29)).mistakes())
                .containsExactly(
                        "waybill.retention.accepted: is 5 hours, but must be at least 1d; leave it out to keep everything.",
                        "waybill.retention.ledger: is 696 hours, but must be at least 30d; leave it out to keep"
                                + " everything.");
        assertThat(new RetentionPlan(null, null, null, Duration.ofDays(90)).mistakes())
                .singleElement()
                .asString()
                .contains("waybill.retention.ledger: is 90d, but accepted is not set", "--after-restore");
    }

    // ---- what the tests do

    private void sweep(RetentionPlan plan, int daysLater) throws InterruptedException {
        Clock later = Clock.fixed(CAME.plus(Duration.ofDays(daysLater)), ZoneOffset.UTC);
        new Retention(plan, ledger, data, later, ZoneOffset.UTC).sweep();
    }

    private static String order(String ref) {
        return "{\"ref\":\"" + ref + "\",\"goods\":[{\"good_name\":\"course\"}],\"bill_email\":\"anna@example.com\"}\n";
    }

    private void take(String name, String content) throws Exception {
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(content);
        exchange.getMessage().setHeader(IntakeHeaders.NAME, name);
        intake.opener().process(exchange);
        exchange.getMessage().getMandatoryBody(IncomingDocument.class).acceptInto(ledger);
    }

    private void confirmAll() {
        while (!Ledger.await(ledger.lease(IntakeSite.MAIN, 1)).orders().stream()
                .peek(order -> Ledger.await(ledger.settle(order, Verdicts.confirmed(invoices++))))
                .toList()
                .isEmpty()) {
            // the next one
        }
    }

    /** The next order that is due must be that one. */
    private void reject(String ref) {
        Ledger.await(ledger.lease(IntakeSite.MAIN, 1)).orders().forEach(order -> {
            assertThat(order.order().ref()).isEqualTo(ref);
            Ledger.await(ledger.settle(order, Verdicts.rejected(604)));
        });
    }

    private void file() {
        Rebuild rebuild = (document, consumer) -> {
            throw new AssertionError("a receipt was told anew");
        };
        Archive archive = new Archive(data, rebuild);
        ErrorChannel errors = new ErrorChannel(data, rebuild);
        try (FilingDesk desk = ledger.filingDesk()) {
            Reports reports = new Reports(
                    data,
                    (document, order, limit) -> desk.outcomes(document, order, limit).stream()
                            .map(row -> new PositionOutcome(
                                    row.order(),
                                    row.position(),
                                    row.state(),
                                    row.billId(),
                                    row.reason(),
                                    row.superseded()))
                            .toList(),
                    document -> TableNaming.PLAIN);
            for (long document : desk.unfiled()) {
                FilingBatch batch = desk.next(document);
                while (batch != null) {
                    archive.file(batch);
                    errors.file(batch);
                    reports.write(batch);
                    Ledger.await(ledger.filed(batch));
                    batch = desk.next(document);
                }
            }
        }
    }

    private List<String> ids() {
        return site.rows("select reference from order_content order by order_id").stream()
                .map(row -> (String) row.get(0))
                .toList();
    }

    private List<String> refs() {
        return site.rows("select ref from order_content order by order_id").stream()
                .map(row -> (String) row.get(0))
                .toList();
    }

    private List<String> states(String ref) {
        return site
                .rows(
                        "select o.state from orders o join order_content c on c.order_id = o.id where c.ref = ?"
                                + " order by o.id",
                        ref)
                .stream()
                .map(row -> State.of(((Number) row.get(0)).intValue()).label())
                .toList();
    }

    private int count(String table) {
        return ((Number) site.one("select count(*) from " + table)).intValue();
    }

    private static String receipts(List<String> files) {
        return files.stream()
                .filter(name -> name.endsWith(".receipts.jsonl"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString())
                    .filter(name -> !name.startsWith("ledger.db") && !name.equals("waybill.lock"))
                    .sorted()
                    .toList();
        }
    }
}
