package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a ledger that was put back from a copy has to forget: that its open orders were not sent. They may have been,
 * after the copy was taken; so each create is in doubt since its acceptance and is asked about before anything is sent.
 * Deletions, which do no harm twice, stay due.
 */
final class Restored {
    private static final String OPEN = "select o.id, o.attempt, a.name, c.accepted_at from orders o"
            + " join account a on a.id = o.account_id join order_content c on c.order_id = o.id"
            + " join document d on d.id = o.document_id where d.open > 0 and o.state = 0 and o.operation = "
            + Operation.CREATE_ORDER.ordinal() + " and (d.state <> 0 or d.early = 1)";
    private static final String SENT_SINCE =
            "update orders set state = 2, attempt = attempt + 1, next_attempt_at = ? where id = ? and state = 0";
    // Which invoices were deleted by their number since the copy is not known: any account that does so may have.
    private static final String NUMBERS_DELETED = "update doubt set number_deleted = 1 where account_id in"
            + " (select id from account where number_deleted_at is not null)";
    private static final Verdict COPIED = Verdict.unreplied(
            State.IN_DOUBT,
            "the ledger was restored from a copy: this order may have been created after the copy was taken");

    private final Settlement settlement;

    Restored(Settlement settlement) {
        this.settlement = settlement;
    }

    /** Returns how many orders are in doubt by this. */
    int run(Tx tx) throws SQLException {
        List<OpenOrder> orders = open(tx);
        for (OpenOrder order : orders) {
            tx.update(SENT_SINCE, order.acceptedAt(), order.id());
            settlement.inDoubt(tx, order.id(), order.attempt() + 1, order.account(), COPIED);
        }
        tx.update(NUMBERS_DELETED);
        return orders.size();
    }

    private record OpenOrder(long id, int attempt, AccountKey account, long acceptedAt) {}

    private static List<OpenOrder> open(Tx tx) throws SQLException {
        List<OpenOrder> orders = new ArrayList<>();
        try (ResultSet rows = tx.query(OPEN)) {
            while (rows.next()) {
                orders.add(new OpenOrder(
                        rows.getLong(1), rows.getInt(2), AccountKey.parse(rows.getString(3)), rows.getLong(4)));
            }
        }
        return orders;
    }
}
