package io.waybill.ledger;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ledger for each test. The tests of the subclasses are the ledger's contract: to run one on another kind of
 * database, extend it and override {@link #store()}.
 */
abstract class LedgerTestBase {
    @TempDir
    Path folder;

    final ManualClock clock = new ManualClock(Instant.parse("2024-05-01T10:00:00Z"));
    LedgerSite site;
    Ledger ledger;

    Store store() {
        return Store.SQLITE;
    }

    RetryLimits limits() {
        return RetryLimits.NONE;
    }

    @BeforeEach
    final void open() {
        site = new LedgerSite(store(), folder.resolve("data"), clock, limits());
        ledger = site.ledger();
    }

    @AfterEach
    final void close() {
        site.close();
    }

    /** Stops the ledger as a user would, and opens it again. */
    final void reopen() {
        site.close();
        open();
    }

    /** Goes on with what a crash at this moment would have left behind. */
    final void crash() {
        LedgerSite before = site;
        site = before.crashed(folder.resolve("crashed-" + System.nanoTime()));
        ledger = site.ledger();
        before.close();
    }
}
