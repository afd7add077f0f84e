package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.PostgresServer;
import io.waybill.ledger.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateways on one PostgreSQL, one inbox and one archive; one is killed, one is frozen past its lease and thawed,
 * and then the database crashes and is started again. {@link NodesSoakIT} is its long form.
 * Judged by the far end's own books: each order is there exactly once, and has one receipt.
 */
class ManyNodesIT {
    private static final int ORDERS = 1500;
    private static final int SMALL = 40;
    private static final String SCHEMA = "many_nodes";
    private static final Duration LEASE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private FarEnd farEnd;
    private PostgresServer server;
    private PostgresSettings postgres;
    private Path shared;
    private final List<WaybillProcess> gateways = new ArrayList<>();

    @BeforeEach
    void start() {
        farEnd = FarEnd.start("nodes-key");
        server = PostgresServer.start(folder.resolve("postgres"));
        postgres = server.schema(SCHEMA, LEASE);
        shared = folder.resolve("shared");
    }

    @AfterEach
    void stop() {
        gateways.forEach(WaybillProcess::close);
        farEnd.close();
        server.close();
    }

    private WaybillProcess gateway(String name) {
        Site site = new Site(folder.resolve(name), farEnd)
                .among(postgres, shared)
                .set("waybill.folder.ready", "rename")
                .set("waybill.accounts.main.in-flight", 6);
        WaybillProcess gateway = site.begin();
        gateways.add(gateway);
        return gateway;
    }

    @Test
    void one_is_killed_and_one_is_frozen_and_the_database_crashes_and_each_order_is_there_once() {
        WaybillProcess killed = gateway("a");
        WaybillProcess frozen = gateway("b");
        WaybillProcess third = gateway("c");
        gateways.forEach(gateway -> gateway.awaitLine("is ready"));
        assertThat(third.log()).doesNotContain("password");

        Drop inbox = new Drop(shared.resolve("inbox"));
        inbox.file("lines.jsonl", Orders.manyLines("l", ORDERS));
        inbox.file("table.csv", Orders.manyRows("t", ORDERS));
        for (int i = 1; i <= SMALL; i++) {
            inbox.file("small-" + i + ".json", Orders.create("s" + i));
        }

        awaitCreated(ORDERS / 10);
        frozen.freeze();
        killed.kill();
        Patience.until(
                "both to be given up", () -> server.number("select count(*) from " + SCHEMA + ".node where gone") == 2);
        awaitCreated(ORDERS / 2);
        frozen.thaw();
        frozen.awaitLine("begins anew");

        server.crash();
        assertThat(third.awaitLine("cannot be written")).contains("nothing is lost");
        server.startAgain();
        third.awaitLine("can be written again");
        assertThat(farEnd.created())
                .as("orders at the far end when the database came back")
                .isLessThan(2L * ORDERS);

        Filed filed = new Filed(shared);
        List<Outcome> outcomes = filed.await(2L * ORDERS + SMALL);
        judge(outcomes);
        assertThat(Filed.text(filed.awaitFile("archive", "/table.csv.results.csv"))
                        .lines()
                        .filter(line -> line.contains(",confirmed,")))
                .hasSize(ORDERS);
        inbox.awaitTaken();
        assertThat(frozen.terminate()).isEqualTo(143);
        assertThat(third.terminate()).isEqualTo(143);
        judge(filed.all());
    }

    private void awaitCreated(long orders) {
        Patience.until(orders + " orders at the far end", () -> farEnd.created() >= orders);
    }

    private void judge(List<Outcome> outcomes) {
        Set<String> refs = IntStream.rangeClosed(1, ORDERS)
                .boxed()
                .flatMap(i -> List.of("l" + i, "t" + i).stream())
                .collect(Collectors.toSet());
        IntStream.rangeClosed(1, SMALL).forEach(i -> refs.add("s" + i));
        assertThat(outcomes.stream().map(Outcome::ref).toList()).containsExactlyInAnyOrderElementsOf(refs);
        Books books = farEnd.books();
        Map<String, JsonNode> byMarker = books.byTag();
        assertThat(farEnd.counts().get("repeated_tags").asLong()).isZero();
        assertThat(books.byEmail()).hasSize(refs.size());
        for (Outcome outcome : outcomes) {
            assertThat(outcome.confirmed()).as("%s", outcome.json()).isTrue();
            JsonNode there = byMarker.get(outcome.id());
            assertThat(there).as("%s in the books", outcome.json()).isNotNull();
            assertThat(there.get("bill_id").asLong()).isEqualTo(outcome.billId());
            assertThat(there.get("email").asText()).isEqualTo(Orders.email(outcome.ref()));
        }
    }
}
