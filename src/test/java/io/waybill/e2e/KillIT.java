package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at random moments, judged by the far end's own books: no order lost, none doubled, and what was being sent at
 * such a moment found or sent again. The seed is printed; {@code -Dwaybill.kill.seed=} repeats it, as far as time allows.
 */
class KillIT {
    private static final int ORDERS = 5000;
    private static final int IN_FLIGHT = 8;
    private static final long SEED = Long.getLong("waybill.kill.seed", System.nanoTime());

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private FarEnd farEnd;
    private Site site;
    private int kills;
    private int doubts;

    @BeforeEach
    void start() {
        System.out.println("KillIT seed " + SEED);
        farEnd = FarEnd.start(folder, "kill-key");
        site = new Site(folder, farEnd).set("waybill.accounts.main.in-flight", IN_FLIGHT);
    }

    @AfterEach
    void stop() {
        farEnd.close();
    }

    @Test
    void a_table_that_is_taken_at_once_survives_kills_while_it_is_read_and_sent() {
        site.set("waybill.folder.ready", "rename");
        site.inbox().file("table.csv", Orders.manyRows("t", ORDERS));

        killWhileReading();
        killWhileReading();
        killAtCount(0.02);
        killAtCount(0.3);
        killAtCount(0.7);
        killAtCount(0.995);

        judge("table.csv");
        Path results = site.filed().awaitFile("archive", "/table.csv.results.csv");
        assertThat(Filed.text(results).lines().filter(line -> line.contains(",confirmed,")))
                .hasSize((int) site.filed().of("table.csv").stream()
                        .filter(Outcome::confirmed)
                        .count());
        assertThat(Filed.text(results).lines()).hasSize(ORDERS + 1);
    }

    @Test
    void lines_that_settle_first_survive_kills_while_they_are_read_and_sent() {
        site.set("waybill.folder.settle", "100ms");
        site.inbox().file("lines.jsonl", Orders.manyLines("l", ORDERS));

        killWhileReading();
        killWhileReading();
        killAtCount(0.02);
        killAtCount(0.5);
        killAtCount(0.995);

        judge("lines.jsonl");
    }

    @Test
    void small_documents_survive_kills_between_settling_and_filing() {
        site.set("waybill.folder.ready", "rename");
        int documents = 200;
        for (int i = 1; i <= documents; i++) {
            site.inbox().file("small-" + i + ".json", Orders.create("s" + i));
        }

        for (int round = 1; round <= 4; round++) {
            long after = site.filed().count() + 1 + random.nextInt(documents / 8);
            killWhen("a receipt is filed", () -> site.filed().count() >= Math.min(after, documents - 1));
        }

        try (WaybillProcess gateway = site.start()) {
            assertThat(gateway.isAlive()).isTrue();
            List<Outcome> outcomes = site.filed().await(documents);
            doubts += inDoubt(gateway);
            judge(
                    outcomes,
                    IntStream.rangeClosed(1, documents).mapToObj(i -> "s" + i).toList());
        }
    }

    /** Kills it while the document is claimed but not read to its end, or as soon as it is. */
    private void killWhileReading() {
        Drop inbox = site.inbox();
        killWhen(
                "the document is claimed",
                () -> !inbox.claimed().isEmpty() || inbox.waiting().isEmpty());
    }

    /** Kills it when the far end has got about that part of the orders. */
    private void killAtCount(double part) {
        long count = Math.max((long) (part * ORDERS), farEnd.created() + 1);
        killWhen(
                "the far end has " + count + " orders",
                () -> farEnd.created() >= count || site.filed().count() >= ORDERS);
    }

    private void killWhen(String what, java.util.concurrent.Callable<Boolean> condition) {
        try (WaybillProcess gateway = site.begin()) {
            Patience.until(what, () -> {
                assertThat(gateway.isAlive()).as("%s", gateway.log()).isTrue();
                return condition.call();
            });
            // the moment itself is to be anywhere
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(120)).toNanos());
            boolean reading = !site.inbox().claimed().isEmpty();
            gateway.kill();
            kills++;
            doubts += inDoubt(gateway);
            System.out.println("KillIT: killed when " + what + ", " + (reading ? "reading, " : "") + farEnd.created()
                    + " at the far end, " + site.filed().count() + " filed");
        }
    }

    /** How many orders a gateway found in doubt when it started. */
    private static int inDoubt(WaybillProcess gateway) {
        return gateway.log()
                .lines()
                .filter(line -> line.contains("were being sent when the gateway stopped"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll(".* (\\d+) order\\(s\\).*", "$1")))
                .sum();
    }

    private void judge(String document) {
        try (WaybillProcess gateway = site.start()) {
            assertThat(gateway.isAlive()).isTrue();
            List<Outcome> outcomes = site.filed().await(ORDERS);
            doubts += inDoubt(gateway);
            assertThat(outcomes).allMatch(outcome -> outcome.document().equals(document));
            String prefix = document.substring(0, 1);
            judge(
                    outcomes,
                    IntStream.rangeClosed(1, ORDERS).mapToObj(i -> prefix + i).toList());
            assertThat(outcomes.stream().map(Outcome::position).sorted())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, ORDERS).boxed().toList());
        }
    }

    private void judge(List<Outcome> outcomes, List<String> refs) {
        Map<String, Outcome> byRef = outcomes.stream().collect(Collectors.toMap(Outcome::ref, outcome -> outcome));
        assertThat(byRef.keySet()).isEqualTo(Set.copyOf(refs));

        Books books = farEnd.books();
        Map<String, JsonNode> byBuyer = books.byEmail();
        Map<String, JsonNode> byMarker = books.byTag();
        assertThat(farEnd.counts().get("repeated_tags").asLong()).isZero();
        assertThat(byBuyer).hasSize(refs.size());
        for (Outcome outcome : outcomes) {
            assertThat(outcome.confirmed()).as("%s", outcome.json()).isTrue();
            JsonNode there = byMarker.get(outcome.id());
            assertThat(there).as("%s in the books", outcome.json()).isNotNull();
            assertThat(there.get("bill_id").asLong()).isEqualTo(outcome.billId());
            assertThat(there.get("email").asText()).isEqualTo(Orders.email(outcome.ref()));
        }
        System.out.println("KillIT: " + kills + " kills, " + doubts + " orders came into doubt");
        // what is on the wire, and what an account may begin ahead of it at a far end that answers at once
        assertThat(doubts).isBetween(1, kills * 16 * IN_FLIGHT);
    }
}
