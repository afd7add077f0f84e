package io.waybill.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Reads columns that may be null: what JDBC says of null it says of the column read last. */
final class Columns {
    private Columns() {}

    static Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static Integer integer(ResultSet row, int column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    static Instant time(ResultSet row, int column) throws SQLException {
        Long millis = number(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
