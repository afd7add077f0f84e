package io.waybill.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/** The embedded database: one file in the data folder, written by one process. */
class Sqlite implements Database {
    private final String url;
    private final Clock clock;
    private final Nodes nodes = new OneNode();

    Sqlite(Path file, Clock clock) {
        this.url = "jdbc:sqlite:" + file;
        this.clock = clock;
    }

    @Override
    public void migrate() throws SQLException {
        try (Connection connection = clerk()) {
            new Migrations(Migrations.EMBEDDED, "sqlite_master", "begin immediate").run(connection);
        }
    }

    private SQLiteDataSource dataSource(boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        config.setReadOnly(readOnly);
        // otherwise every insert is followed by a query for its row id, prepared anew
        config.setGetGeneratedKeys(false);
        config.setCacheSize(-64 * 1024);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }

    @Override
    public Connection writer() throws SQLException {
        Connection connection = dataSource(false).getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_autocheckpoint = 8000");
        }
        // in its own auto-commit mode the driver tries before each statement whether a transaction is open
        connection.setAutoCommit(false);
        execute(connection, "commit");
        return connection;
    }

    @Override
    public Connection reader() throws SQLException {
        return dataSource(true).getConnection();
    }

    @Override
    public Connection clerk() throws SQLException {
        return dataSource(false).getConnection();
    }

    @Override
    public String sql(String statement) {
        return statement;
    }

    @Override
    public String text(String text) {
        return text;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Nodes nodes() {
        return nodes;
    }

    @Override
    public void begin(Tx tx) throws SQLException {
        tx.statement("begin immediate").execute();
    }

    @Override
    public void commit(Tx tx) throws SQLException {
        tx.statement("commit").execute();
    }

    @Override
    public boolean rollback(Connection connection) {
        try {
            execute(connection, "rollback");
        } catch (SQLException e) {
            // SQLite has rolled back by itself already, which is what was wanted
        }
        return true;
    }

    @Override
    public void beginReading(Connection connection) throws SQLException {
        execute(connection, "begin");
    }

    @Override
    public boolean endReading(Connection connection) {
        return rollback(connection);
    }

    // not kept: the driver closes a statement that met a failing disk
    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Failures of the disk pass. */
    @Override
    public Failure judge(Throwable failure) {
        if (!(failure instanceof SQLiteException sqlite)) {
            return Failure.OF_THE_WORK;
        }
        return switch (sqlite.getResultCode().code & 0xff) {
            case 5, 8, 10, 13, 14 -> Failure.OUTAGE; // BUSY, READONLY, IOERR, FULL, CANTOPEN
            default -> Failure.OF_THE_WORK;
        };
    }

    @Override
    public boolean failsWhole() {
        return false;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
