package io.waybill.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;

/** A kind of database that the ledger's contract is tested on. */
public interface Store {
    /** The embedded one, in files. */
    Store SQLITE = new Store() {
        @Override
        public Ledger open(Path data, Clock clock, IntToLongFunction delays, RetryLimits limits) {
            return Ledger.open(data, clock, delays, limits);
        }

        @Override
        public Database database(Path data, Clock clock) {
            return new Sqlite(data.resolve("ledger.db"), clock);
        }

        @Override
        public Connection writer(Path data) throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
        }

        @Override
        public Connection reader(Path data) throws SQLException {
            Connection connection = writer(data);
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma query_only = 1");
            }
            return connection;
        }

        @Override
        public void asIfCrashed(Path data, Path copy) {
            try (Stream<Path> files = Files.list(data)) {
                Files.createDirectories(copy);
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** Opens the ledger of a data folder. */
    Ledger open(Path data, Clock clock, IntToLongFunction delays, RetryLimits limits);

    /** The database of a ledger that was opened. */
    Database database(Path data, Clock clock);

    /** A connection for tests that change what a ledger holds. */
    Connection writer(Path data) throws SQLException;

    /** A second connection to what a ledger has committed; reads only. */
    Connection reader(Path data) throws SQLException;

    /** Makes of a ledger that is open what a crash at this moment would leave behind, in another data folder. */
    void asIfCrashed(Path data, Path copy);
}
