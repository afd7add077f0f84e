package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of orders that a process was sending when it ended, at the next start or when another node takes them
 * over: they are in doubt, never due; but a deletion, which does no harm twice, is repeated.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
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
    int start(Tx tx) throws SQLException {
        if (tx.nodes().alone(tx)) {
            accounts.resumeAtStart(tx);
            doubts.anew(tx, null);
        }
        if (!tx.nodes().isShared()) {
            Replies.freeAll(tx);
        }
        return takeOver(tx);
    }

    /** Takes up what nobody is sending any more. Returns how many orders are in doubt by this. */
    int takeOver(Tx tx) throws SQLException {
        int inDoubt = 0;
        for (long id : tx.nodes().orphans(tx)) {
            Sending order = sending(tx, id);
            if (order.creates()) {
                settlement.inDoubt(tx, order.id(), order.attempt(), order.account(), STOPPED);
                inDoubt++;
            } else {
                repeat(tx, order);
            }
        }
        return inDoubt;
    }

    /** Tells a person. */
    static void report(int inDoubt) {
        if (inDoubt > 0) {
            LOG.warn("{} order(s) were being sent when the gateway stopped and are in doubt now", inDoubt);
        }
    }

    private void repeat(Tx tx, Sending order) throws SQLException {
        doubts.perhapsDone(tx, order.id(), order.attempt());
        tx.update("update orders set state = 0, next_attempt_at = 0 where id = ? and state = 2", order.id());
        settlement.history(
                tx, order.id(), order.attempt(), "repeated", "the gateway stopped while this deletion was being sent");
    }

    /** An order that was being sent. */
    private record Sending(long id, int attempt, boolean creates, AccountKey account) {}

    private static Sending sending(Tx tx, long id) throws SQLException {
        try (ResultSet row = tx.query(
                "select o.id, o.attempt, o.operation, a.name from orders o join account a on a.id = o.account_id"
                        + " where o.id = ?",
                id)) {
            row.next();
            return new Sending(
                    row.getLong(1),
                    row.getInt(2),
                    row.getInt(3) == Operation.CREATE_ORDER.ordinal(),
                    AccountKey.parse(row.getString(4)));
        }
    }
}
