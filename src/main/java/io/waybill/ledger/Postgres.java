package io.waybill.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL, shared by any number of nodes. Their transactions take turns by one advisory lock, so that each sees all
 * that the ones before it did, as in the embedded database; each commit renews the node's lease, and leaves its number,
 * by which a commit whose answer was lost is told from one that never was.
 */
class Postgres implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);
    private static final int CONNECT_SECONDS = 10;
    private static final int SILENT_SECONDS = 60;
    private static final int ROWS_AT_A_TIME = 500;
    private static final long RETRY_MILLIS = 1000;

    // The lock's number is the one of a table, so that ledgers in other schemas of the database do not wait for it.
    private static final String BEGIN = "select pg_advisory_xact_lock('node'::regclass::oid::int, 0)::text,"
            + " (extract(epoch from clock_timestamp()) * 1000)::bigint";
    // Whoever holds the lock for so long while its client does not answer is frozen, or cut off, and the server's own
    // time-out of idle transactions has not ended it, since it still has something to tell that client.
    private static final String END_STALE = "select pg_terminate_backend(l.pid) from pg_locks l"
            + " join pg_stat_activity a on a.pid = l.pid where l.locktype = 'advisory' and l.granted"
            + " and l.classid = 'node'::regclass::oid and a.wait_event_type = 'Client'"
            + " and a.state_change < clock_timestamp() - ? * interval '1 ms'";

    private static final String TABLES =
            "(select tablename as name from pg_catalog.pg_tables where schemaname = current_schema()) as tables";
    // Any number will do that nobody else locks: there is no table yet whose number could be taken.
    private static final String BEGIN_TABLES =
            "begin; set local lock_timeout = 60000; select pg_advisory_xact_lock(7892516103)";

    // The embedded database's planner is told which index to use, PostgreSQL's is not.
    private static final Pattern INDEX_HINT = Pattern.compile(" indexed by \\w+|(?<=[ (])\\+(?=[a-z])");
    private static final Pattern ORDER_HINT = Pattern.compile("cross join(?= orders)");

    private final PostgresSettings settings;
    private final Clock given;
    private final DatabaseClock clock = new DatabaseClock();
    private final SharedNodes nodes;

    /**
     * @param wall this machine's clock
     * @param given what to take for the database's time, or null for that time itself
     */
    Postgres(PostgresSettings settings, String name, Clock wall, Clock given) {
        this.settings = settings;
        this.given = given;
        this.nodes = new SharedNodes(name, settings.lease(), wall);
    }

    @Override
    public void migrate() throws SQLException {
        try (Connection connection = dataSource().getConnection()) {
            new Migrations(Migrations.SHARED, TABLES, BEGIN_TABLES).run(connection);
            warn(connection);
        }
    }

    /** Says in the log what the database's own settings put at risk. */
    private static void warn(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show fsync")) {
            if (row.next() && row.getString(1).equals("off")) {
                LOG.warn("The database runs with fsync = off: when its machine fails, it forgets what it committed");
            }
        } catch (SQLException e) {
            LOG.debug("The database's settings are not known: {}", e.getMessage());
        }
    }

    private PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(settings.url());
        if (settings.user() != null) {
            source.setUser(settings.user());
        }
        source.setPassword(settings.password());
        source.setApplicationName("waybill");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setTcpKeepAlive(true);
        return source;
    }

    @Override
    public Connection writer() throws SQLException {
        PGSimpleDataSource source = dataSource();
        source.setSocketTimeout(SILENT_SECONDS + (int) settings.lease().toSeconds());
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            // before the leases of those that wait are over
            statement.execute("set idle_in_transaction_session_timeout = " + patience());
            statement.execute("set lock_timeout = " + 2 * patience());
            // Every statement is written for an index. The planner does not know how fast a table has grown: what it
            // plans for one that is nearly empty reads all of it, or all of a long line about one invoice.
            statement.execute("set enable_seqscan = off; set enable_bitmapscan = off; set jit = off");
            statement.execute("select set_config('synchronous_commit', 'on', false)"
                    + " where current_setting('synchronous_commit') in ('off', 'local')");
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Milliseconds that the others wait for a node in the middle of a transaction. */
    private long patience() {
        return settings.lease().toMillis() / 4;
    }

    @Override
    public Connection reader() throws SQLException {
        PGSimpleDataSource source = dataSource();
        source.setSocketTimeout(SILENT_SECONDS);
        source.setReadOnly(true);
        source.setDefaultRowFetchSize(ROWS_AT_A_TIME);
        Connection connection = source.getConnection();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public Connection clerk() throws SQLException {
        PGSimpleDataSource source = dataSource();
        source.setSocketTimeout(SILENT_SECONDS);
        return source.getConnection();
    }

    /** How long a node may be silent. */
    Duration lease() {
        return settings.lease();
    }

    @Override
    public String sql(String statement) {
        String unhinted = INDEX_HINT.matcher(statement).replaceAll("");
        return ORDER_HINT.matcher(unhinted).replaceAll("join").replace("limit -1", "limit all");
    }

    /** PostgreSQL's texts hold any character but one. */
    @Override
    public String text(String text) {
        return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    @Override
    public Clock clock() {
        return given == null ? clock : given;
    }

    @Override
    public SharedNodes nodes() {
        return nodes;
    }

    @Override
    public void begin(Tx tx) throws SQLException {
        try (ResultSet row = tx.query(BEGIN)) {
            row.next();
            clock.hear(row.getLong(2));
        }
        nodes.begin(tx, clock.millis());
    }

    @Override
    public void commit(Tx tx) throws SQLException {
        long number = nodes.renew(tx);
        try {
            tx.connection().commit();
        } catch (SQLException e) {
            if (judge(e) == Failure.OF_THE_WORK) {
                throw e;
            }
            LOG.warn("The database did not say whether it has committed ({}); it is asked again", e.getMessage());
            tx.disconnect();
            if (!wasCommitted(number, e)) {
                throw e;
            }
        }
        nodes.renewed();
    }

    private boolean wasCommitted(long number, SQLException failure) throws SQLException {
        while (true) {
            try (Connection connection = writer();
                    Statement statement = connection.createStatement()) {
                // waits for what is left of the transaction in question, if anything is
                statement.executeQuery(BEGIN).close();
                try (ResultSet row = statement.executeQuery("select commits from node where id = " + nodes.id())) {
                    boolean committed = row.next() && row.getLong(1) == number;
                    connection.rollback();
                    return committed;
                }
            } catch (SQLException e) {
                if (judge(e) == Failure.OF_THE_WORK) {
                    throw failure;
                }
                try {
                    Thread.sleep(RETRY_MILLIS);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw failure;
                }
            }
        }
    }

    @Override
    public boolean rollback(Connection connection) {
        nodes.rolledBack();
        return undone(connection);
    }

    private static boolean undone(Connection connection) {
        try {
            connection.rollback();
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    // The first statement of a transaction fixes what it sees; and it tells a connection that was lost meanwhile.
    @Override
    public void beginReading(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    @Override
    public boolean endReading(Connection connection) {
        return undone(connection);
    }

    @Override
    public Failure judge(Throwable failure) {
        if (failure instanceof SharedNodes.LeaseLost) {
            LOG.warn("{}", failure.getMessage());
            return Failure.AGAIN;
        }
        String state = failure instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
        if (state.equals("55P03")) { // a lock was not to be had in time
            endStale();
            return Failure.AGAIN;
        }
        return switch (state) {
            // a deadlock, a conflict, and a transaction that lay idle for too long because this process was frozen
            case "40P01", "40001", "25P03" -> Failure.AGAIN;
            // read-only for now, no memory, shut down, crashed, starting up, cut off by an operator
            case "25006", "57P01", "57P02", "57P03" -> Failure.OUTAGE;
            // connections, resources (a full disk among them), and the system's own errors
            default ->
                state.startsWith("08") || state.startsWith("53") || state.startsWith("58")
                        ? Failure.OUTAGE
                        : Failure.OF_THE_WORK;
        };
    }

    private void endStale() {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(END_STALE)) {
            statement.setLong(1, patience());
            try (ResultSet ended = statement.executeQuery()) {
                while (ended.next()) {
                    LOG.warn("A gateway that did not answer kept all others from writing; its transaction was ended");
                }
            }
        } catch (SQLException e) {
            LOG.warn("The ledger's lock is not to be had: {}", e.getMessage());
        }
    }

    @Override
    public boolean failsWhole() {
        return true;
    }

    /** Why it cannot be opened, a sentence that says what to do. */
    String trouble(Throwable failure) {
        SQLException sql = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            sql = cause instanceof SQLException found ? found : sql;
        }
        String what = "the ledger " + settings + " cannot be opened: ";
        String state = sql == null || sql.getSQLState() == null ? "" : sql.getSQLState();
        String said = sql == null ? failure.getMessage() : sql.getMessage();
        String first =
                said == null ? failure.toString() : said.lines().findFirst().orElse("");
        return what
                + switch (state) {
                    case "28P01", "28000" ->
                        "the database refuses " + user() + " or the password (" + first
                                + "); correct waybill.ledger.user and waybill.ledger.password-file";
                    case "3D000" ->
                        "there is no such database (" + first + "); create it, or correct waybill.ledger.url";
                    case "42501" -> user() + " may not create tables (" + first + "); grant it create on the schema";
                    case "08001", "08004", "08006" ->
                        "the database cannot be reached (" + first + "); start it, or correct waybill.ledger.url";
                    default -> first;
                };
    }

    private String user() {
        return settings.user() == null ? "this process's own user" : "the user " + settings.user();
    }

    @Override
    public void close() {
        // connections are those of the writer and of the readers
    }
}
