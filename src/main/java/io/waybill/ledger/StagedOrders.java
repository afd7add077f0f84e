package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Orders that are put down and not judged yet. */
final class StagedOrders {
    private static final String NEXT = "select o.id, o.account_id, o.position, o.bill_id, c.reference, c.line, c.ref,"
            + " c.digest, c.query, s.operation, s.identity, s.target, s.invalid, a.name"
            + " from staged s join orders o on o.id = s.order_id join order_content c on c.order_id = o.id"
            + " join account a on a.id = o.account_id"
            + " where s.order_id between ? and ? and o.document_id = ? order by s.order_id limit ?";

    /** A staged order as it came. */
    record Staged(long id, int accountId, NewOrder order) {}

    private StagedOrders() {}

    /** The first staged orders of a document, in its sequence; at most that many. */
    static List<Staged> next(Tx tx, long documentId, int most) throws SQLException {
        DocumentCounters document = tx.counters(documentId);
        List<Staged> staged = new ArrayList<>();
        try (ResultSet rows = tx.query(NEXT, document.firstOrder, document.lastOrder, documentId, most)) {
            while (rows.next()) {
                staged.add(staged(rows));
            }
        }
        return staged;
    }

    private static Staged staged(ResultSet row) throws SQLException {
        Integer operation = Columns.integer(row, 10);
        NewOrder order = new NewOrder(
                row.getString(5),
                row.getInt(3),
                row.getLong(6),
                AccountKey.parse(row.getString(14)),
                operation == null ? null : Operation.values()[operation],
                row.getString(7),
                row.getBytes(11),
                row.getBytes(12),
                Columns.number(row, 4),
                row.getBytes(8),
                row.getString(9),
                false,
                row.getString(13));
        return new Staged(row.getLong(1), row.getInt(2), order);
    }
}
