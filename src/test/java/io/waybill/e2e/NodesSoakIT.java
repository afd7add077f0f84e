package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.PostgresServer;
import io.waybill.ledger.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders of all kinds through faults of all kinds and three gateways on one PostgreSQL, of which again and again one is
 * killed (kill -9) and another frozen past its lease and thawed, and whose database crashes, too. Judged as
 * {@link SoakIT} is; in {@code mvn -Psoak verify}.
 */
@Tag("soak")
class NodesSoakIT {
    private static final long SEED = Long.getLong("waybill.soak.seed", System.nanoTime());
    private static final int ORDERS = Integer.getInteger("waybill.soak.orders", 20_000);
    private static final int ROUNDS = 10;
    private static final int CRASH_EVERY = 3;
    private static final double FAULTS = 0.15;
    private static final int NODES = 3;
    private static final String SCHEMA = "nodes_soak";
    private static final Duration LEASE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final long begin = System.nanoTime();
    private final List<Site> sites = new ArrayList<>();
    private final List<WaybillProcess> gateways = new ArrayList<>();
    private FarEnd farEnd;
    private PostgresServer server;
    private Filed filed;

    @AfterEach
    void stop() {
        gateways.forEach(WaybillProcess::close);
        if (farEnd != null) {
            farEnd.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void twenty_thousand_orders_survive_kills_freezes_and_crashes_of_the_database() {
        SoakPlan plan = new SoakPlan(SEED, ORDERS, 600);
        System.out.println("NodesSoakIT seed " + SEED + ", " + plan.orders().size() + " orders");
        open();

        List<List<SoakPlan.Document>> waves = plan.waves(ROUNDS);
        for (int round = 1; round <= ROUNDS; round++) {
            waves.get(round - 1).forEach(document -> inbox().file(document.name(), document.text()));
            if (round % CRASH_EVERY == 0) {
                crash();
            }
            killOneAndFreezeAnother();
        }
        finish(plan);
    }

    private void open() {
        farEnd = FarEnd.seeded(folder, SEED, "soak-key", SoakFaults.at(FAULTS));
        server = PostgresServer.start(folder.resolve("postgres"));
        PostgresSettings postgres = server.schema(SCHEMA, LEASE);
        filed = new Filed(folder.resolve("shared"));
        for (int i = 0; i < NODES; i++) {
            sites.add(new Site(folder.resolve("node-" + i), farEnd)
                    .among(postgres, filed.data())
                    .set("waybill.folder.settle", "100ms")
                    .set("waybill.probe.pause", "200ms")
                    .set("waybill.accounts.main.in-flight", 12)
                    .set("waybill.accounts.main.response-timeout", SoakFaults.RESPONSE_TIMEOUT));
            gateways.add(sites.get(i).begin());
        }
        gateways.forEach(gateway -> gateway.awaitLine("is ready"));
        say("all are ready");
    }

    private Drop inbox() {
        return new Drop(filed.data().resolve("inbox"));
    }

    private void killOneAndFreezeAnother() {
        int killed = random.nextInt(NODES);
        int frozen = (killed + 1 + random.nextInt(NODES - 1)) % NODES;
        rest(1000 + random.nextInt(4000));
        gateways.get(frozen).freeze();
        rest(random.nextInt(1000));
        gateways.get(killed).kill();
        say("node " + killed + " is killed, node " + frozen + " is frozen");
        Patience.until(
                "both to be given up",
                () -> server.number("select count(*) from " + SCHEMA + ".node where not gone") == 1);
        rest(random.nextInt(3000));
        long before = beginnings(frozen);
        gateways.get(frozen).thaw();
        Patience.until(
                "the frozen one to notice",
                () -> beginnings(frozen) > before,
                () -> gateways.get(frozen).log());
        gateways.set(killed, sites.get(killed).begin());
        gateways.get(killed).awaitLine("is ready");
        say("all are back");
    }

    private long beginnings(int node) {
        return gateways.get(node)
                .log()
                .lines()
                .filter(line -> line.contains("begins anew"))
                .count();
    }

    private void crash() {
        rest(random.nextInt(2000));
        server.crash();
        rest(random.nextInt(3000));
        server.startAgain();
        say("the database has crashed and is back");
    }

    private void finish(SoakPlan plan) {
        filed.awaitMany(plan.orders().size());
        say("all is filed; orders that were taken over in doubt: " + takenOver() + "; faults: "
                + farEnd.counts().get("by_fault"));
        assertThat(takenOver()).isPositive();
        Patience.until("the inbox is empty", () -> inbox().waiting().isEmpty());
        assertThat(sites.get(0).command("list", "--state", "in_doubt").log()).contains("no such orders");
        new SoakJudge(plan).judge(farEnd, filed);
        assertThat(gateways).allMatch(WaybillProcess::isAlive);
        say("judged");
    }

    /** How many orders were on their way when a gateway was killed or frozen. */
    private int takenOver() {
        return Stream.of(folder.toFile().listFiles((parent, name) -> name.startsWith("node-")))
                .flatMap(node -> Stream.of(node.listFiles((parent, name) -> name.startsWith("gateway-"))))
                .flatMap(log -> Filed.text(log.toPath()).lines())
                .filter(line -> line.contains("by a gateway that does not answer any more"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll(".* (\\d+) order\\(s\\).*", "$1")))
                .sum();
    }

    private static void rest(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    private void say(String what) {
        System.out.printf(
                "NodesSoakIT: %.1f s, %d at the far end, %d filed: %s%n",
                (System.nanoTime() - begin) / 1e9, farEnd.created(), filed.count(), what);
    }
}
