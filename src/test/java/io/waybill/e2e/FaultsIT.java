package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A far end that fails in every way it knows: each order is there once in the end, and told as what it is. */
class FaultsIT {
    private static final String[] ALL = {
        "latency=0-40ms,rate=0.2",
        "latency-before=0-40ms,rate=0.1",
        "error-before,rate=0.02,status=500",
        "error-before,rate=0.02,status=503",
        "error-before,rate=0.02,status=429",
        "error-after,rate=0.02",
        "cut-before,rate=0.02",
        "cut-after,rate=0.02",
        "cut-body,rate=0.02",
        "wrong-hash,rate=0.02",
        "html,rate=0.02",
        "html-after,rate=0.02",
        "empty-after,rate=0.02",
        "redirect,rate=0.02,operation=CreateOrder",
        "redirect-after,rate=0.02",
        "code=602,rate=0.02",
        "code=604,rate=0.02",
        "no-invoice,rate=0.02",
        "close-idle=500ms"
    };

    @TempDir
    Path folder;

    @Test
    void each_order_is_there_exactly_once_and_every_doubt_finds_its_end() {
        int orders = 1000;
        try (FarEnd farEnd = FarEnd.start(folder, "faults-key", ALL)) {
            Site site = new Site(folder, farEnd)
                    .set("waybill.accounts.main.response-timeout", "10s")
                    .set("waybill.probe.pause", "200ms");
            try (WaybillProcess gateway = site.start()) {
                site.inbox().file("faults.jsonl", Orders.manyLines("f-", orders));
                List<Outcome> outcomes = site.filed().await(orders);

                Map<String, JsonNode> books = farEnd.books().byTag();
                farEnd.books().byEmail();
                assertThat(outcomes.stream().map(Outcome::state).collect(Collectors.toSet()))
                        .containsExactlyInAnyOrder("confirmed", "rejected");
                for (Outcome outcome : outcomes) {
                    JsonNode there = books.remove(outcome.id());
                    String what = outcome.json().toString();
                    if (outcome.confirmed()) {
                        assertThat(there).as(what).isNotNull();
                        assertThat(outcome.billId())
                                .as(what)
                                .isEqualTo(there.get("bill_id").asLong());
                    } else {
                        assertThat(there).as(what).isNull();
                        assertThat(outcome.json().get("error_code").asInt())
                                .as(what)
                                .isEqualTo(604);
                    }
                }
                assertThat(books).isEmpty();
                assertThat(outcomes).as("found by their markers").anyMatch(outcome -> outcome.text("note") != null);
                assertThat(outcomes)
                        .as("sent again")
                        .anyMatch(outcome -> outcome.json().get("attempts").asInt() > 1);
                assertThat(gateway.isAlive()).isTrue();

                deletesAreRepeatedUntilDone(site, farEnd, outcomes);
            }
        }
    }

    private static void deletesAreRepeatedUntilDone(Site site, FarEnd farEnd, List<Outcome> created) {
        farEnd.faults("[{\"fault\":\"error-before\",\"rate\":0.1},{\"fault\":\"cut-before\",\"rate\":0.1},"
                + "{\"fault\":\"cut-after\",\"rate\":0.1},{\"fault\":\"html-after\",\"rate\":0.1}]");
        List<Outcome> gone =
                created.stream().filter(Outcome::confirmed).limit(60).toList();
        site.inbox()
                .file(
                        "deletes.jsonl",
                        gone.stream()
                                .map(order -> Orders.delete(order.ref()) + "\n")
                                .collect(Collectors.joining()));

        assertThat(site.filed().await("deletes.jsonl", gone.size()))
                .allSatisfy(outcome ->
                        assertThat(outcome.state()).as("%s", outcome.json()).isEqualTo("confirmed"));

        Map<String, JsonNode> books = farEnd.books().byTag();
        assertThat(gone).allMatch(order -> books.get(order.id()).get("deleted").asBoolean());
        assertThat(farEnd.counts().get("deleted").asInt()).isEqualTo(gone.size());
    }

    @Test
    void an_invoice_number_is_believed_once_only() {
        int orders = 300;
        try (FarEnd farEnd = FarEnd.start(folder, "taken-key", "taken-invoice,rate=0.1")) {
            Site site = new Site(folder, farEnd);
            try (WaybillProcess gateway = site.start()) {
                site.inbox().file("taken.jsonl", Orders.manyLines("n-", orders));
                List<Outcome> outcomes = site.filed().await(orders);

                Set<Long> numbers = new HashSet<>();
                assertThat(outcomes).filteredOn(Outcome::confirmed).allMatch(outcome -> numbers.add(outcome.billId()));
                // a wrong number that came before the order's own reply leaves that order without one
                assertThat(outcomes)
                        .filteredOn(outcome -> !outcome.confirmed())
                        .allMatch(outcome -> outcome.state().equals("in_doubt")
                                && outcome.reason().contains("which another order of this account already has"));
                assertThat(outcomes).anyMatch(outcome -> outcome.text("note") != null);
                assertThat(farEnd.books().byEmail()).hasSize(orders);
                assertThat(gateway.isAlive()).isTrue();
            }
        }
    }

    @Test
    void a_far_end_that_is_down_costs_nothing_but_time() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        int orders = 100;
        Site site;
        try (FarEnd first = FarEnd.start(folder, port, "down-key")) {
            site = new Site(folder, first);
            site.inbox().file("down.jsonl", Orders.manyLines("down-", orders));
        }
        try (WaybillProcess gateway = site.start()) {
            assertThat(gateway.isAlive()).isTrue();
            site.inbox().awaitTaken();
            Patience.holds(
                    "nothing failed",
                    java.time.Duration.ofSeconds(2),
                    () -> site.filed().count() == 0);
            try (FarEnd back = FarEnd.start(folder, port, "down-key")) {
                List<Outcome> outcomes = site.filed().await(orders);
                assertThat(outcomes).allMatch(Outcome::confirmed);
                assertThat(back.books().byEmail().keySet())
                        .isEqualTo(IntStream.rangeClosed(1, orders)
                                .mapToObj(i -> Orders.email("down-" + i))
                                .collect(Collectors.toSet()));
                assertThat(outcomes)
                        .anyMatch(outcome -> outcome.json().get("attempts").asInt() > 1);
            }
        }
    }
}
