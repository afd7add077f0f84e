package io.waybill.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A transaction of the {@link Writer}: prepared statements that live as long as the connection, the counters of the
 * documents it touches, written once at its end, and what is to be told after the commit.
 */
final class Tx {
    private final Connection connection;
    private final LedgerSignals signals;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Map<Long, DocumentCounters> touched = new HashMap<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Statement control;
    private Boolean anyWaits;
    private long nextOrder;
    private long nextDocument;

    Tx(Connection connection, LedgerSignals signals) throws SQLException {
        this.connection = connection;
        this.signals = signals;
        this.control = connection.createStatement();
        // in its own auto-commit mode the driver tries before each statement whether a transaction is open
        connection.setAutoCommit(false);
        control.execute("commit");
        this.nextOrder = greatest("orders") + 1;
        this.nextDocument = greatest("document") + 1;
    }

    private long greatest(String table) throws SQLException {
        try (ResultSet row = control.executeQuery("select coalesce(max(id), 0) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    void begin() throws SQLException {
        statement("begin immediate").execute();
    }

    /** Writes the counters, commits, and returns what is to be told. */
    List<Runnable> commit() throws SQLException {
        for (DocumentCounters counters : touched.values()) {
            counters.write(this);
            if (counters.toFile()) {
                afterCommit.add(() -> signals.settled(counters.id, counters.more()));
            }
        }
        statement("commit").execute();
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
        try {
            control.execute("rollback");
        } catch (SQLException e) {
            // SQLite has rolled back by itself already, which is what was wanted
        }
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
    }

    /** The prepared statement of that text, made once. */
    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** Runs a statement that changes rows; parameters may be null, Long, Integer, String or byte[]. */
    int update(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = statement(sql);
        bind(statement, parameters);
        return statement.executeUpdate();
    }

    /** Runs a query; the caller closes the rows. */
    ResultSet query(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = statement(sql);
        bind(statement, parameters);
        return statement.executeQuery();
    }

    static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof String text) {
                statement.setString(i + 1, text);
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

    long newOrderId() {
        return nextOrder++;
    }

    long newDocumentId() {
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

    /** Drops the counters of a document that is deleted. */
    void forgetCounters(long documentId) {
        touched.remove(documentId);
    }

    /** Runs after the commit, before the futures of later work complete; never for work that was undone. */
    void afterCommit(Runnable tell) {
        afterCommit.add(tell);
    }
}
