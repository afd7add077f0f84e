package io.waybill.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** A connection that only reads. What one question reads it sees as of one moment; the writer never waits for it. */
final class ViewConnection implements AutoCloseable {
    /** A question, which may take several queries. */
    interface Question<T> {
        T ask() throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    ViewConnection(Connection connection) {
        this.connection = connection;
    }

    /** Answers a question as of one moment. */
    synchronized <T> T read(Question<T> question) {
        try {
            execute("begin");
            try {
                return question.ask();
            } finally {
                execute("rollback");
            }
        } catch (SQLException e) {
            statements.clear();
            throw new LedgerException("the ledger cannot be read: " + e.getMessage(), e);
        }
    }

    // not kept: the driver closes a statement that met a failing disk, and the next question shall be asked all the
    // same
    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a query; the caller closes the rows. */
    ResultSet rows(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        Tx.bind(statement, parameters);
        return statement.executeQuery();
    }

    /** The number in the first column of the only row; 0 where it is null or there is no row. */
    long number(String sql, Object... parameters) throws SQLException {
        try (ResultSet row = rows(sql, parameters)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new LedgerException("the ledger cannot be closed: " + e.getMessage(), e);
        }
    }
}
