package io.waybill.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntToLongFunction;

/**
 * One schema of the PostgreSQL of this process, emptied for each test; the ledgers of a test, whatever their data
 * folder, are nodes of it. The test's clock stands for the database's. Accounts are always trusted, so that tests may take
 * many orders at once.
 */
final class PostgresStore implements Store {
    private static final String SCHEMA = "contract";
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static PostgresSettings settings;

    /** A store for one test. */
    static synchronized PostgresStore empty() {
        PostgresServer server = PostgresServer.shared();
        if (settings == null) {
            settings = server.schema(SCHEMA, LEASE);
            makeTables();
            server.execute(
                    "create function " + SCHEMA + ".trust() returns trigger language plpgsql as"
                            + " 'begin new.trusted := 1; return new; end'",
                    "create trigger trust before insert or update on " + SCHEMA
                            + ".account for each row execute function " + SCHEMA + ".trust()");
        }
        server.clear(SCHEMA);
        return new PostgresStore();
    }

    private static void makeTables() {
        try {
            new Postgres(settings, "test", Clock.systemUTC(), null).migrate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Ledger open(Path data, Clock clock, IntToLongFunction delays, RetryLimits limits) {
        othersAreGone();
        return Ledger.open(postgres(clock), data, data, new Retries(limits, delays));
    }

    private static void othersAreGone() {
        PostgresServer.shared().execute("update " + SCHEMA + ".node set since = 0");
    }

    private static Postgres postgres(Clock clock) {
        return new Postgres(settings, "test", Clock.systemUTC(), clock) {
            @Override
            public void migrate() {
                // done once for all tests
            }
        };
    }

    @Override
    public Database database(Path data, Clock clock) {
        return postgres(clock);
    }

    @Override
    public Connection writer(Path data) throws SQLException {
        return PostgresServer.shared().connect(SCHEMA);
    }

    @Override
    public Connection reader(Path data) throws SQLException {
        Connection connection = writer(data);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = on");
        }
        return connection;
    }

    @Override
    public void asIfCrashed(Path data, Path copy) {
        othersAreGone();
    }
}
