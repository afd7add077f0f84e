package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a ledger that is being written. */
class LedgerBackupTest {
    @TempDir
    Path folder;

    private Path data;
    private Path copy;

    @BeforeEach
    void folders() throws IOException {
        data = folder.resolve("data");
        copy = Files.createDirectories(folder.resolve("restored")).resolve("ledger.db");
    }

    @Test
    void a_copy_taken_while_orders_come_in_is_a_ledger_of_whole_commits() throws Exception {
        try (LedgerSite site = new LedgerSite(Store.SQLITE, data, Clock.systemUTC())) {
            site.acceptOne(Draft.create("first"));
            AtomicBoolean stop = new AtomicBoolean();
            Thread traffic = new Thread(() -> {
                for (int i = 0; !stop.get(); i++) {
                    site.accept(Draft.create("A" + i), Draft.create("B" + i));
                }
            });
            traffic.start();
            try {
                long length = LedgerBackup.write(data, copy);
                assertThat(length).isEqualTo(Files.size(copy)).isPositive();
            } finally {
                stop.set(true);
                traffic.join();
            }
        }
        assertThat(copy.getParent()).isDirectoryContaining(file -> file.equals(copy));
        try (LedgerSite restored = new LedgerSite(Store.SQLITE, copy.getParent(), Clock.systemUTC())) {
            Map<State, Long> counts = Ledger.await(restored.ledger().counts());
            // the first order, and pairs that came together
            assertThat(counts.get(State.ACCEPTED))
                    .isPositive()
                    .satisfies(count -> assertThat(count % 2).isEqualTo(1));
            assertThat(restored.due()).hasSize(counts.get(State.ACCEPTED).intValue());
        }
    }

    @Test
    void nothing_is_overwritten() throws IOException {
        new LedgerSite(Store.SQLITE, data, Clock.systemUTC()).close();
        Files.writeString(copy, "mine");
        assertThatThrownBy(() -> LedgerBackup.write(data, copy))
                .isInstanceOf(LedgerException.class)
                .hasMessage(copy + " exists already; a backup overwrites nothing.");
        assertThat(copy).hasContent("mine");
    }

    @Test
    void what_is_no_ledger_leaves_no_copy() throws IOException {
        assertThatThrownBy(() -> LedgerBackup.write(folder, copy)).hasMessage("There is no ledger in " + folder + ".");
        Files.createDirectories(data);
        Files.writeString(data.resolve("ledger.db"), "no database, but long enough to be taken for one".repeat(100));
        assertThatThrownBy(() -> LedgerBackup.write(data, copy))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("cannot be copied to " + copy);
        assertThat(copy.getParent()).isEmptyDirectory();
    }
}
