package io.waybill.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A connection that only reads. What one question reads it sees as of one moment; the writer never waits for it. */
final class ViewConnection implements AutoCloseable {
    /** A question, which may take several queries. */
    interface Question<T> {
        T ask() throws SQLException;
    }

    private final Database database;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private Connection connection;

    ViewConnection(Database database) throws SQLException {
        this.database = database;
        this.connection = database.reader();
    }

    /** Answers a question as of one moment. */
    synchronized <T> T read(Question<T> question) {
        try {
            begin();
            try {
                return question.ask();
            } finally {
                if (!database.endReading(connection)) {
                    disconnect();
                }
            }
        } catch (SQLException e) {
            statements.clear();
            throw new LedgerException("the ledger cannot be read: " + e.getMessage(), e);
        }
    }

    private void begin() throws SQLException {
        if (connection != null) {
            try {
                database.beginReading(connection);
                return;
            } catch (SQLException e) {
                if (database.endReading(connection)) {
                    throw e;
                }
                disconnect();
            }
        }
        connection = database.reader();
        database.beginReading(connection);
    }

    private void disconnect() throws SQLException {
        statements.clear();
        Connection lost = connection;
        connection = null;
        lost.close();
    }

    /** Runs a query; the caller closes the rows. */
    ResultSet rows(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(database.sql(sql));
            statements.put(sql, statement);
        }
        Tx.bind(database, statement, parameters);
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
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new LedgerException("the ledger cannot be closed: " + e.getMessage(), e);
        }
    }
}
