package io.waybill.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Remembers which orders ended because the one before them had failed, so that they are replayed with it. */
final class Dependants {
    private Dependants() {}

    static void fell(Tx tx, long orderId, long predecessor) throws SQLException {
        tx.update(
                "insert into fell_with (order_id, predecessor) values (?, ?)"
                        + " on conflict (order_id) do update set predecessor = excluded.predecessor",
                orderId,
                predecessor);
    }

    static void forget(Tx tx, long orderId) throws SQLException {
        tx.update("delete from fell_with where order_id = ?", orderId);
    }

    /** The orders that fell with that one, in the sequence of their acceptance. */
    static List<Long> of(Tx tx, long predecessor) throws SQLException {
        List<Long> orders = new ArrayList<>(0);
        try (ResultSet rows =
                tx.query("select order_id from fell_with where predecessor = ? order by order_id", predecessor)) {
            while (rows.next()) {
                orders.add(rows.getLong(1));
            }
        }
        return orders;
    }
}
