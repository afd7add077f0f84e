package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a start makes of what the process before it left behind. The lock on the data folder says that nobody else is
 * at work: so what was being sent is in doubt, never due; but a deletion, which does no harm twice, is repeated.
 */
final class Recovery {
    private static final Verdict STOPPED = Verdict.unreplied(
            State.IN_DOUBT, "the gateway stopped while this order was being sent: it may or may not have been created");

    private final Settlement settlement;
    private final Doubts doubts;
    private final AccountRows accounts;

    Recovery(Settlement settlement, Doubts doubts, AccountRows accounts) {
        this.settlement = settlement;
        this.doubts = doubts;
        this.accounts = accounts;
    }

    /** Returns how many orders are in doubt now because the gateway stopped while they were being sent. */
    int run(Tx tx) throws SQLException {
        accounts.resumeAtStart(tx);
        doubts.anew(tx, null);
        List<long[]> documents = new ArrayList<>();
        try (ResultSet rows =
                tx.query("select id, first_order, last_order from document where open > 0 or state = 0")) {
            while (rows.next()) {
                documents.add(new long[] {rows.getLong(1), rows.getLong(2), rows.getLong(3)});
            }
        }
        int inDoubt = 0;
        for (long[] document : documents) {
            for (Sending order : sending(tx, document)) {
                if (order.creates()) {
                    settlement.inDoubt(tx, order.id(), order.attempt(), order.account(), STOPPED);
                    inDoubt++;
                } else {
                    repeat(tx, order);
                }
            }
        }
        return inDoubt;
    }

    private void repeat(Tx tx, Sending order) throws SQLException {
        tx.update("update orders set state = 0, next_attempt_at = 0 where id = ? and state = 2", order.id());
        settlement.history(
                tx, order.id(), order.attempt(), "repeated", "the gateway stopped while this deletion was being sent");
    }

    /** An order that was being sent. */
    private record Sending(long id, int attempt, boolean creates, AccountKey account) {}

    private static List<Sending> sending(Tx tx, long[] document) throws SQLException {
        List<Sending> orders = new ArrayList<>();
        try (ResultSet rows = tx.query(
                "select o.id, o.attempt, o.operation, a.name from orders o join account a on a.id = o.account_id"
                        + " where o.id between ? and ? and o.document_id = ? and o.state = 2",
                document[1],
                document[2],
                document[0])) {
            while (rows.next()) {
                orders.add(new Sending(
                        rows.getLong(1),
                        rows.getInt(2),
                        rows.getInt(3) == Operation.CREATE_ORDER.ordinal(),
                        AccountKey.parse(rows.getString(4))));
            }
        }
        return orders;
    }
}
