package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database crashes and comes back under a gateway that goes on. */
class PostgresRestartTest {
    @TempDir
    Path folder;

    @Test
    void what_was_asked_of_a_database_that_restarts_is_done_once_when_it_is_back() throws Exception {
        try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"))) {
            PostgresSettings settings = server.schema("restart", Duration.ofMinutes(1));
            try (Ledger ledger = Ledger.open(
                            settings,
                            "test",
                            folder.resolve("data"),
                            folder,
                            Clock.systemUTC(),
                            tries -> 0,
                            RetryLimits.NONE);
                    LedgerView view = ledger.view()) {
                List<CompletableFuture<Opened>> accepted = new ArrayList<>();
                accept(ledger, accepted, 20);
                server.crash();
                accept(ledger, accepted, 20);
                server.startAgain();
                accept(ledger, accepted, 20);
                for (CompletableFuture<Opened> future : accepted) {
                    assertThat(future.get(60, TimeUnit.SECONDS).duplicateOf()).isNull();
                }
                assertThat(view.orders(new OrderFilter(null, null, null), null, 1000)
                                .orders())
                        .hasSize(60)
                        .allMatch(order -> order.state() == State.ACCEPTED);
            }
        }
    }

    private static void accept(Ledger ledger, List<CompletableFuture<Opened>> accepted, int orders) {
        for (int i = 0; i < orders; i++) {
            String name = "order" + accepted.size();
            NewDocument document = LedgerSite.documentNamed(name);
            accepted.add(ledger.accept(document, LedgerSite.orders(document, 1, Draft.create(name)), true));
        }
    }
}
