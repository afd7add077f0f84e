package io.waybill.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction of the {@link Writer}: prepared statements that live as long as the connection, the counters of the
 * documents it touches, written once at its end, and what is to be told after the commit.
 */
final class Tx {
    private static final Logger LOG = LoggerFactory.getLogger(Tx.class);

    private final Database database;
    private final LedgerSignals signals;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Map<Long, DocumentCounters> touched = new HashMap<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Map<String, PreparedStatement> late = new HashMap<>();
    private Connection connection;
    private Boolean anyWaits;
    private long nextOrder;
    private long nextDocument;

    Tx(Database database, LedgerSignals signals) throws SQLException {
        this.database = database;
        this.signals = signals;
        this.connection = database.writer();
    }

    private long next(String table) throws SQLException {
        try (ResultSet row = query("select coalesce(max(id), 0) + 1 from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    void begin() throws SQLException {
        if (connection == null) {
            connection = database.writer();
        }
        database.begin(this);
    }

    /** Writes the counters, commits, and returns what is to be told. */
    List<Runnable> commit() throws SQLException {
        catchUp();
        for (DocumentCounters counters : touched.values()) {
            counters.write(this);
            if (counters.replies && !counters.more()) {
                Replies.settled(this, counters.id, counters.settledSeq);
            }
            if (counters.toFile()) {
                afterCommit.add(() -> signals.settled(counters.id, counters.more()));
            }
        }
        database.commit(this);
        List<Runnable> tell = List.copyOf(afterCommit);
        forget();
        return tell;
    }

    void rollback() {
        forget();
        // the driver closes a statement that met a full or failing disk without saying so; none is trusted now
        for (PreparedStatement statement : statements.values()) {
            close(statement);
        }
        statements.clear();
        if (connection != null && !database.rollback(connection)) {
            disconnect();
        }
    }

    /** Gives the connection up; the next transaction has a new one. */
    void disconnect() {
        statements.clear();
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("Closing the ledger's connection: {}", e.getMessage());
            }
            connection = null;
        }
    }

    Connection connection() {
        return connection;
    }

    Nodes nodes() {
        return database.nodes();
    }

    /** See {@link Database#failsWhole}. */
    boolean failsWhole() {
        return database.failsWhole();
    }

    private static void close(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            // it is not used again either way
        }
    }

    private void forget() {
        touched.clear();
        afterCommit.clear();
        anyWaits = null;
        late.clear();
        if (database.isShared()) {
            nextOrder = 0;
            nextDocument = 0;
        }
    }

    /** The prepared statement of that text, made once. */
    PreparedStatement statement(String sql) throws SQLException {
        if (!late.isEmpty() && late.keySet().stream().anyMatch(sql::contains)) {
            catchUp();
        }
        return prepared(sql);
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(database.sql(sql));
            statements.put(sql, statement);
        }
        return statement;
    }

    /** Sets a text, or null. */
    void text(PreparedStatement statement, int index, String text) throws SQLException {
        statement.setString(index, database.text(text));
    }

    /** Runs a statement that changes rows; parameters may be null, Long, Integer, String or byte[]. */
    int update(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = statement(sql);
        bind(database, statement, parameters);
        return statement.executeUpdate();
    }

    /** The prepared statement of that text, for {@link #later}; what is to be run later still waits. */
    PreparedStatement adding(String sql) throws SQLException {
        return prepared(sql);
    }

    /**
     * Runs a statement that adds to a table and of which nobody asks what it did. Over a network it waits and is sent
     * with others like it, before the first statement whose text has the table's name, or before the commit.
     *
     * @param statement from {@link #adding}, always the same one for a table, with its parameters set
     */
    void later(String table, PreparedStatement statement) throws SQLException {
        if (database.isShared()) {
            statement.addBatch();
            late.put(table, statement);
        } else {
            statement.executeUpdate();
        }
    }

    private void catchUp() throws SQLException {
        for (PreparedStatement statement : late.values()) {
            statement.executeBatch();
        }
        late.clear();
    }

    /** Runs a query; the caller closes the rows. */
    ResultSet query(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = statement(sql);
        bind(database, statement, parameters);
        return statement.executeQuery();
    }

    static void bind(Database database, PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof String text) {
                statement.setString(i + 1, database.text(text));
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value == null) {
                statement.setNull(i + 1, java.sql.Types.NULL);
            } else {
                throw new IllegalArgumentException("parameter " + (i + 1) + " is a " + value.getClass());
            }
        }
    }

    /** Whether any order waits for another one: asked once, because with most documents none does. Staged ones do not count. */
    boolean anyWaits() throws SQLException {
        if (anyWaits == null) {
            try (ResultSet row = query("select 1 from orders where waits_for >= 0 limit 1")) {
                anyWaits = row.next();
            }
        }
        return anyWaits;
    }

    /** Notes that from now on an order waits for another one. */
    void waits() {
        anyWaits = true;
    }

    long newOrderId() throws SQLException {
        if (nextOrder == 0) {
            nextOrder = next("orders");
        }
        return nextOrder++;
    }

    long newDocumentId() throws SQLException {
        if (nextDocument == 0) {
            nextDocument = next("document");
        }
        return nextDocument++;
    }

    /** The counters of a document, read once in a transaction and written back at its end. */
    DocumentCounters counters(long documentId) throws SQLException {
        DocumentCounters counters = touched.get(documentId);
        if (counters == null) {
            counters = DocumentCounters.read(this, documentId);
            touched.put(documentId, counters);
        }
        return counters;
    }

    /** Takes the counters of a document that this transaction has just put down. */
    void opened(DocumentCounters counters) {
        touched.put(counters.id, counters);
    }

    /** Drops the counters of a document that is deleted. */
    void forgetCounters(long documentId) {
        touched.remove(documentId);
    }

    /** The time by which this transaction decides, in Unix milliseconds. */
    long now() {
        return database.clock().millis();
    }

    /** Notes that a source is to be told something. */
    void replyDue() {
        afterCommit(signals::replyDue);
    }

    /** Runs after the commit, before the futures of later work complete; never for work that was undone. */
    void afterCommit(Runnable tell) {
        afterCommit.add(tell);
    }
}
