package io.waybill.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.ledger.Act;
import io.waybill.ledger.Draft;
import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.FilingDesk;
import io.waybill.ledger.LeasedOrder;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.ManualClock;
import io.waybill.ledger.State;
import io.waybill.ledger.Store;
import io.waybill.ledger.Verdict;
import io.waybill.ledger.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An order that gets another outcome than the one on file: one entry of it is current, whatever happens. */
class LaterOutcomeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Act ANNA = new Act("anna", "mended");
    private static final String DAY = "/2024/05/01/main/";

    @TempDir
    Path data;

    private final ManualClock clock = new ManualClock(Instant.parse("2024-05-01T10:00:00Z"));
    private LedgerSite site;
    private FilingDesk desk;
    private Archive archive;
    private ErrorChannel errors;
    private long invoices = 100;

    @BeforeEach
    void open() {
        site = new LedgerSite(Store.SQLITE, data, clock);
        desk = site.ledger().filingDesk();
        restart();
    }

    @AfterEach
    void close() {
        desk.close();
        site.close();
    }

    private void restart() {
        Rebuild rebuild = (document, consumer) -> {
            try (FilingDesk own = site.ledger().filingDesk()) {
                own.filed(document, consumer);
            }
        };
        archive = new Archive(data, rebuild);
        errors = new ErrorChannel(data, rebuild);
    }

    @Test
    void the_entry_of_a_single_order_that_went_through_after_all_is_put_aside() throws IOException {
        String order = site.ended(Draft.create("A"), Verdicts.rejected(604));
        fileAll();
        String name = "A.CreateOrder." + order.substring(0, 8) + ".json";
        assertThat(files()).containsExactly("errors/rejected" + DAY + name);

        Ledger.await(site.ledger().replay(order, ANNA));
        fileAll();
        assertThat(files()).as("while it is on its way").containsExactly("errors/rejected" + DAY + name);
        site.end(Verdicts.confirmed(7L));
        fileAll();

        assertThat(files()).containsExactly("archive" + DAY + name, "errors/.resolved/rejected" + DAY + name);
        assertCurrent();
    }

    @Test
    void a_line_of_the_errors_file_takes_the_entry_back() throws IOException {
        List<String> orders = site.accept(Draft.create("A"), Draft.create("B"));
        settleAll(Verdicts.rejected(604));
        fileAll();
        Ledger.await(site.ledger().replay(orders.get(0), ANNA));
        Ledger.await(site.ledger().discard(orders.get(1), ANNA));
        site.end(Verdicts.confirmed(7L));
        fileAll();

        List<String> lines = Files.readAllLines(data.resolve("errors/rejected" + DAY + "doc1.jsonl.errors.jsonl"));
        assertThat(lines).hasSize(4);
        assertThat(lines.subList(2, 4))
                .containsExactlyInAnyOrder(
                        "{\"id\":\"" + orders.get(0) + "\",\"resolved_by\":\"anna\",\"state\":\"confirmed\"}",
                        "{\"id\":\"" + orders.get(1) + "\",\"resolved_by\":\"anna\",\"state\":\"discarded\"}");
        assertCurrent();
    }

    @Test
    void an_errors_file_that_somebody_deleted_is_told_anew_without_what_is_over() throws IOException {
        List<String> orders = site.accept(Draft.create("A"), Draft.create("B"), Draft.create("C"));
        settleAll(Verdicts.rejected(604));
        fileAll();
        Path file = data.resolve("errors/rejected" + DAY + "doc1.jsonl.errors.jsonl");
        Files.delete(file);
        Ledger.await(site.ledger().replay(orders.get(0), ANNA));
        Ledger.await(site.ledger().replay(orders.get(1), ANNA));
        List<LeasedOrder> sent = lease();
        settle(sent.get(0), Verdicts.confirmed(7L));
        fileAll();
        settle(sent.get(1), Verdicts.rejected(605));
        fileAll();
        assertCurrent();
        assertThat(Files.readString(file)).contains(orders.get(2));
    }

    @Test
    void a_receipt_that_rests_on_a_persons_word_says_so() throws IOException {
        String order = site.ended(Draft.create("A"), Verdicts.inDoubt());
        fileAll();
        Ledger.await(site.ledger().confirm(order, 7, ANNA));
        fileAll();
        assertThat(current().get(order).get("note").asText()).isEqualTo("Confirmed by anna: mended.");
        assertThat(current().get(order).get("bill_id").asLong()).isEqualTo(7);
    }

    @Test
    void what_was_replayed_before_it_was_filed_leaves_no_entry_of_its_failure() throws IOException {
        List<String> orders = site.accept(Draft.create("A"), Draft.create("B"));
        settleAll(Verdicts.rejected(604));
        orders.forEach(order -> Ledger.await(site.ledger().replay(order, ANNA)));
        fileAll();
        assertThat(site.rows("select 1 from document where filed_seq < settled_seq"))
                .as("left to file")
                .isEmpty();
        settleAll(null);
        fileAll();
        assertThat(files()).containsExactly("archive" + DAY + "doc1.jsonl.receipts.jsonl");
        assertCurrent();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void every_order_has_one_current_entry_after_any_mix_of_replays_discards_and_crashes(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            orders.add(site.acceptOne(Draft.create("single" + i)));
            orders.addAll(site.accept(
                    Draft.create("a" + i), Draft.delete("a" + i), Draft.create("b" + i), Draft.create("c" + i)));
        }
        for (int step = 0; step < 60; step++) {
            happen(random, orders);
            clock.advance(Duration.ofHours(1));
        }
        for (String order : orders) {
            Ledger.await(site.ledger().absent(order, ANNA));
        }
        while (settleAll(null) > 0) {
            clock.advance(Duration.ofHours(1));
        }
        fileAll();
        assertThat(current()).hasSameSizeAs(orders);
        assertCurrent();
    }

    private void happen(Random random, List<String> orders) {
        String order = orders.get(random.nextInt(orders.size()));
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                for (LeasedOrder sent : lease()) {
                    settle(sent, anyEnd(random, sent));
                }
            }
            case 2, 3 -> {
                for (String some : orders) {
                    if (random.nextInt(3) > 0) {
                        Ledger.await(site.ledger().replay(some, ANNA));
                    }
                }
            }
            case 4 ->
                Ledger.await(
                        random.nextInt(3) == 0
                                ? site.ledger().discard(order, ANNA)
                                : site.ledger().absent(order, ANNA));
            default -> file(random, order);
        }
    }

    private Verdict anyEnd(Random random, LeasedOrder sent) {
        return switch (random.nextInt(5)) {
            case 0 -> confirmed(sent);
            case 1 -> Verdicts.inDoubt();
            case 2 -> new Verdict(State.UNDELIVERED, null, null, null, null, false, null, "no way", null);
            default -> Verdicts.rejected(604);
        };
    }

    /** Files all documents; some batches are lost to a crash at one point or another, others meet a replay. */
    private void file(Random random, String replayed) {
        for (long document : desk.unfiled()) {
            FilingBatch batch = desk.next(document);
            int fate = batch == null ? 0 : random.nextInt(6);
            if (fate == 4) {
                Ledger.await(site.ledger().replay(replayed, ANNA));
            }
            if (fate > 0) {
                archive.file(batch);
            }
            if (fate > 1) {
                errors.file(batch);
            }
            if (fate > 2) {
                Ledger.await(site.ledger().filed(batch));
            } else {
                restart();
            }
        }
    }

    private void fileAll() {
        for (long document : desk.unfiled()) {
            FilingBatch batch;
            do {
                batch = desk.next(document);
                if (batch != null) {
                    archive.file(batch);
                    errors.file(batch);
                    Ledger.await(site.ledger().filed(batch));
                }
            } while (batch != null);
        }
    }

    private List<LeasedOrder> lease() {
        return Ledger.await(site.ledger().lease(Draft.MAIN, 1000)).orders();
    }

    /** Ends all that is due so; with success where nothing else is said. */
    private int settleAll(Verdict verdict) {
        List<LeasedOrder> sent = lease();
        sent.forEach(order -> settle(order, verdict == null ? confirmed(order) : verdict));
        return sent.size();
    }

    private void settle(LeasedOrder order, Verdict verdict) {
        Ledger.await(site.ledger().settle(order, verdict));
        // later commits are told later, so this one's news is out
        Ledger.await(site.ledger().reading());
    }

    private Verdict confirmed(LeasedOrder order) {
        return Verdicts.confirmed(order.order().operation().creates() ? invoices++ : null);
    }

    /** Every order that is settled has one current entry, which says its state. */
    private void assertCurrent() throws IOException {
        Map<String, State> filed = new HashMap<>();
        current().forEach((id, entry) -> filed.put(id, state(entry)));
        Map<String, State> settled = new HashMap<>();
        site.rows("select c.reference, o.state from orders o join order_content c on c.order_id = o.id"
                        + " where o.settled_at is not null")
                .forEach(row -> settled.put((String) row.get(0), State.of(((Number) row.get(1)).intValue())));
        assertThat(filed).isEqualTo(settled);
    }

    private static State state(JsonNode entry) {
        return State.valueOf(entry.get("state").asText().toUpperCase(java.util.Locale.ROOT));
    }

    /** The current entry of each order, as a reader of the files finds it; two of one order are a failure. */
    private Map<String, JsonNode> current() throws IOException {
        Map<String, JsonNode> current = new HashMap<>();
        for (String file : files()) {
            Map<String, JsonNode> here = new HashMap<>();
            if (file.startsWith("errors/.resolved/")) {
                continue;
            }
            if (file.endsWith(".json")) {
                put(here, Files.readString(data.resolve(file)));
            } else {
                for (String line : Files.readAllLines(data.resolve(file))) {
                    put(here, line);
                }
            }
            here.values().removeIf(entry -> entry.has("resolved_by"));
            here.forEach((id, entry) -> assertThat(current.put(id, entry))
                    .as("another entry of %s", id)
                    .isNull());
        }
        return current;
    }

    private static void put(Map<String, JsonNode> here, String text) throws IOException {
        JsonNode entry = JSON.readTree(text);
        here.put(entry.get("id").asText(), entry);
    }

    private List<String> files() throws IOException {
        return Sample.files(data).stream()
                .filter(file -> file.startsWith("archive") || file.startsWith("errors"))
                .toList();
    }
}
