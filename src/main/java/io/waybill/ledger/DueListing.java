package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** Orders that are due, looked at without being taken. */
final class DueListing {
    private static final String DUE = "select o.id from orders o join document d on d.id = o.document_id"
            + " where o.state = 0 and o.waits_for is null and o.next_attempt_at <= ? and (d.state <> 0 or d.early = 1)";
    private static final String ORDER = "select o.id, o.attempt, c.reference, a.name, o.operation, c.ref, c.query,"
            + " o.bill_id from orders o join order_content c on c.order_id = o.id"
            + " join account a on a.id = o.account_id where o.id = ?";

    private final ViewConnection view;

    DueListing(ViewConnection view) {
        this.view = view;
    }

    List<DueOrder> read(Instant now, LongPredicate wanted, int most) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet row = view.rows(DUE, now.toEpochMilli())) {
            while (ids.size() < most && row.next()) {
                if (wanted.test(row.getLong(1))) {
                    ids.add(row.getLong(1));
                }
            }
        }
        List<DueOrder> orders = new ArrayList<>();
        for (long id : ids) {
            orders.add(order(id));
        }
        return orders;
    }

    private DueOrder order(long id) throws SQLException {
        try (ResultSet row = view.rows(ORDER, id)) {
            row.next();
            Operation operation = Operation.values()[row.getInt(5)];
            String query = row.getString(7);
            return new DueOrder(
                    row.getLong(1),
                    row.getInt(2) + 1,
                    row.getString(3),
                    AccountKey.parse(row.getString(4)),
                    operation,
                    row.getString(6),
                    !operation.creates() && query.isEmpty() ? "bill_id=" + row.getLong(8) : query);
        }
    }
}
