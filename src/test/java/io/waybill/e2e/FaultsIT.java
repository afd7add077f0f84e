package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A far end that is down, or that vouches for what is not so; all other faults are in {@link SoakIT}. */
class FaultsIT {
    @TempDir
    Path folder;

    @Test
    void an_invoice_number_is_believed_once_only() {
        int orders = 300;
        try (FarEnd farEnd = FarEnd.start("taken-key", "taken-invoice,rate=0.1")) {
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
        int orders = 25;
        Site site;
        try (FarEnd first = FarEnd.start(port, "down-key")) {
            site = new Site(folder, first);
            site.inbox().file("down.jsonl", Orders.manyLines("down-", orders));
        }
        try (WaybillProcess gateway = site.start()) {
            assertThat(gateway.isAlive()).isTrue();
            site.inbox().awaitTaken();
            Patience.until(
                    "a try",
                    () -> site.command("show", "down-1").log().contains("the connection was refused"),
                    () -> site.command("show", "down-1").log());
            assertThat(site.filed().count()).as("what has failed").isZero();
            try (FarEnd back = FarEnd.start(port, "down-key")) {
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
