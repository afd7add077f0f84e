package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders of all kinds through faults of all kinds, the gateway killed (kill -9) again and again, judged by the far end's
 * own books and by what is filed. The seed is printed; {@code -Dwaybill.soak.seed=} repeats the orders, the faults and
 * the moments, as far as time allows.
 */
class SoakIT {
    private static final long SEED = Long.getLong("waybill.soak.seed", System.nanoTime());
    private static final double FAULTS = 0.15;
    private static final int IN_FLIGHT = 8;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final long begin = System.nanoTime();
    private FarEnd farEnd;
    private Site site;
    private int kills;
    private int doubts;

    @AfterEach
    void stop() {
        if (farEnd != null) {
            farEnd.close();
        }
    }

    /** In {@code verify}: killed at moments that matter, however fast the machine is. */
    @Test
    void kills_at_the_moments_that_matter_lose_nothing_and_double_nothing() {
        SoakPlan plan = new SoakPlan(SEED, 1500, 500);
        long creates = plan.creates();
        open(plan.orders().size());

        site.set("waybill.folder.ready", "rename");
        List<List<SoakPlan.Document>> waves = plan.waves(2);
        drop(waves.get(0));
        killWhileReading();
        long filed = site.filed().count();
        killWhen("outcomes are being filed", () -> site.filed().count() > filed);
        killAtCreated(creates / 4);
        site.set("waybill.folder.ready", "settled");
        drop(waves.get(1));
        killWhileReading();
        killAtCreated(creates * 97 / 100);
        finish(plan);
    }

    /** In {@code mvn -Psoak verify}. */
    @Test
    @Tag("soak")
    void twenty_thousand_orders_survive_a_dozen_kills() {
        int lives = 12;
        SoakPlan plan = new SoakPlan(SEED, 20_000, 600);
        open(plan.orders().size());

        for (List<SoakPlan.Document> wave : plan.waves(lives)) {
            int half = wave.size() / 2;
            drop(wave.subList(0, half));
            try (WaybillProcess gateway = site.start()) {
                drop(wave.subList(half, wave.size()));
                rest(1000 + random.nextInt(4000));
                kill(gateway, "some time passed");
            }
        }
        finish(plan);
    }

    private void open(int orders) {
        System.out.println("SoakIT seed " + SEED + ", " + orders + " orders");
        farEnd = FarEnd.seeded(folder, SEED, "soak-key", SoakFaults.at(FAULTS));
        site = new Site(folder, farEnd)
                .set("waybill.accounts.main.in-flight", IN_FLIGHT)
                .set("waybill.accounts.main.response-timeout", SoakFaults.RESPONSE_TIMEOUT)
                .set("waybill.folder.settle", "100ms")
                .set("waybill.probe.pause", "200ms");
    }

    private void drop(List<SoakPlan.Document> documents) {
        documents.forEach(document -> site.inbox().file(document.name(), document.text()));
    }

    private void killWhileReading() {
        // what the one before it had claimed is no sign of this one's life
        List<Path> before = site.inbox().claimed();
        killWhen(
                "a document is being read",
                () -> !before.containsAll(site.inbox().claimed()));
    }

    private void killAtCreated(long count) {
        killWhen("the far end has " + count + " orders", () -> farEnd.created() >= count);
    }

    private void killWhen(String what, Callable<Boolean> condition) {
        try (WaybillProcess gateway = site.begin()) {
            Patience.until(what, () -> {
                assertThat(gateway.isAlive()).as("%s", gateway.log()).isTrue();
                return condition.call();
            });
            // the moment itself is to be anywhere
            rest(random.nextInt(120));
            kill(gateway, what);
        }
    }

    private static void rest(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    private void kill(WaybillProcess gateway, String when) {
        boolean reading = !site.inbox().claimed().isEmpty();
        gateway.kill();
        kills++;
        doubts += inDoubt(gateway);
        say("killed when " + when + (reading ? ", reading" : "") + ": " + farEnd.created() + " at the far end, "
                + site.filed().count() + " filed");
    }

    private void finish(SoakPlan plan) {
        try (WaybillProcess gateway = site.start()) {
            site.filed().awaitMany(plan.orders().size());
            doubts += inDoubt(gateway);
            say("all is filed, after " + kills + " kills, which left " + doubts + " orders in doubt, and faults: "
                    + farEnd.counts().get("by_fault"));
            Patience.until("the inbox is empty", () -> site.inbox().waiting().isEmpty());
            assertThat(site.command("list", "--state", "in_doubt").log()).contains("no such orders");
            new SoakJudge(plan).judge(farEnd, site.filed());
            List<Outcome> outcomes = site.filed().all();
            assertThat(outcomes).as("found by their markers").anyMatch(outcome -> outcome.text("note") != null);
            assertThat(outcomes)
                    .as("sent again")
                    .anyMatch(outcome -> outcome.json().path("attempts").asInt() > 1);
            assertThat(gateway.isAlive()).isTrue();
        }
        // what is on the wire, and what an account may begin ahead of it at a far end that answers at once
        assertThat(doubts).isBetween(1, kills * 16 * IN_FLIGHT);
        say("judged");
    }

    /** How many orders a gateway found in doubt when it started. */
    private static int inDoubt(WaybillProcess gateway) {
        return gateway.log()
                .lines()
                .filter(line -> line.contains("were being sent when the gateway stopped"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll(".* (\\d+) order\\(s\\).*", "$1")))
                .sum();
    }

    private void say(String what) {
        System.out.printf("SoakIT: %.1f s, %s%n", (System.nanoTime() - begin) / 1e9, what);
    }
}
