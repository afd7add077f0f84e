package io.waybill.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The keys of the REST API: those of a gateway that runs, or of a ledger that no gateway of this data folder has open.
 */
public interface ApiKeys {
    /** Adds a key; completes with false, and changes nothing, where there is one of that name. */
    CompletableFuture<Boolean> add(ApiKey key);

    /** Removes the key of that name; completes with whether there was one. */
    CompletableFuture<Boolean> remove(String name);

    /** All keys, by name. */
    CompletableFuture<List<ApiKey>> all();

    /**
     * Works on the keys of the embedded ledger of a data folder on which no gateway runs. The ledger is made where there
     * is none.
     *
     * @throws LedgerException if the ledger cannot be used, or a gateway runs on it
     */
    static <T> T offline(Path data, Clock clock, Work<T> work) {
        Path folder = data.toAbsolutePath().normalize();
        DataFolderLock lock = DataFolderLock.take(folder, true);
        try {
            return work.with(new KeyRows.Offline(new Sqlite(folder.resolve("ledger.db"), clock)));
        } catch (SQLException e) {
            throw new LedgerException("the ledger in " + folder + " cannot be used: " + e.getMessage(), e);
        } finally {
            lock.close();
        }
    }

    /**
     * Works on the keys of a ledger in PostgreSQL, whether gateways run on it or not: these hear of it in a few seconds.
     *
     * @throws LedgerException if the database cannot be used
     */
    static <T> T offline(PostgresSettings settings, Clock clock, Work<T> work) {
        Postgres postgres = new Postgres(settings, "keys", clock, null);
        try {
            return work.with(new KeyRows.Offline(postgres));
        } catch (SQLException e) {
            throw new LedgerException(postgres.trouble(e), e);
        }
    }

    /** Whether there may be keys in the embedded ledger of a data folder. */
    static boolean isThere(Path data) {
        return Files.exists(data.resolve("ledger.db"));
    }

    /** What is done with the keys of a ledger while it is open. */
    @FunctionalInterface
    interface Work<T> {
        T with(ApiKeys keys) throws SQLException;
    }
}
