package io.waybill.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/**
 * What people do about orders that failed or are in doubt, each in one transaction: the order is looked at and moved in
 * it, and its history says who did what and why. What cannot be done is refused with a sentence that says what to do
 * instead.
 */
final class Intervention {
    private static final String PERHAPS_DONE =
            "A try of it was sent whose answer is not known: look in the shop whether invoice %d is still there.";

    private final Settlement settlement;
    private final Replay replay;
    private final Clock clock;

    Intervention(Settlement settlement, Clock clock) {
        this.settlement = settlement;
        this.replay = new Replay(settlement);
        this.clock = clock;
    }

    /** Sends a failed order again, and those that fell with it. Null where there is no such order. */
    Intervened replay(Tx tx, String reference, Act act) throws SQLException {
        Subject order = Subject.of(tx, reference);
        return order == null ? null : replay.run(tx, order, act);
    }

    /** Gives an order up for good. Null where there is no such order. */
    Intervened discard(Tx tx, String reference, Act act) throws SQLException {
        Subject order = Subject.of(tx, reference);
        if (order == null) {
            return null;
        }
        String refusal = Refusal.ofDiscarding(tx, order);
        if (refusal != null) {
            return Intervened.refused(order, refusal);
        }
        end(tx, order, State.DISCARDED, order.billId(), act);
        Dependants.forget(tx, order.id());
        boolean perhapsDone = !order.creates() && Doubts.mayBeDone(tx, order.id());
        if (surelyNotDone(order) && !perhapsDone && order.target() != null) {
            giveBackTarget(tx, order);
        }
        settlement.history(tx, order.id(), order.attempt(), "discarded", act.text());
        String before =
                order.reason() == null ? "" : " It had ended " + Refusal.label(order.state()) + ": " + order.reason();
        String perhaps = perhapsDone ? " " + PERHAPS_DONE.formatted(order.billId()) : "";
        settlement.decided(tx, order, State.DISCARDED, "Discarded by " + act.text() + "." + perhaps + before);
        return Intervened.done(order, State.DISCARDED, List.of());
    }

    private static boolean surelyNotDone(Subject order) {
        return order.state() == State.ACCEPTED || order.state() == State.UNDELIVERED;
    }

    /** The create that was to be deleted stands: the next order of its identity repeats it, unless another deletes it. */
    private static void giveBackTarget(Tx tx, Subject delete) throws SQLException {
        tx.update(
                "update orders set deleted_by = (select min(d.id) from orders d where d.group_key = ? and (d.state <> ?"
                        + " or exists (select 1 from doubt q where q.order_id = d.id)))"
                        + " where id = ? and deleted_by = ? and superseded_by is null",
                delete.groupKey(),
                State.DISCARDED.code(),
                delete.target(),
                delete.id());
    }

    /** A person has seen the order at the far end, under that number. Null where there is no such order. */
    Intervened confirm(Tx tx, String reference, long billId, Act act) throws SQLException {
        Subject order = Subject.of(tx, reference);
        if (order == null) {
            return null;
        }
        String refusal = Refusal.ofConfirming(tx, order, billId);
        if (refusal != null) {
            return Intervened.refused(order, refusal);
        }
        end(tx, order, State.CONFIRMED, billId, act);
        Doubts.forget(tx, order.id());
        Dependants.forget(tx, order.id());
        settlement.history(tx, order.id(), order.attempt(), "resolved: confirmed, invoice " + billId, act.text());
        settlement.decided(tx, order, State.CONFIRMED, "Confirmed by " + act.text() + ".");
        return Intervened.done(order, State.CONFIRMED, replay.dependants(tx, order, act));
    }

    /**
     * A person has seen that the order is not at the far end: it is sent again, or, where the far end has refused it for
     * another one (601), rejected. Null where there is no such order.
     */
    Intervened absent(Tx tx, String reference, Act act) throws SQLException {
        Subject order = Subject.of(tx, reference);
        if (order == null) {
            return null;
        }
        String refusal = Refusal.ofDenying(tx, order);
        if (refusal != null) {
            return Intervened.refused(order, refusal);
        }
        String refused = order.creates() ? Existing.unseen(tx, order) : null;
        if (refused != null) {
            return refuse(tx, order, refused, act);
        }
        replay.putBack(tx, order, null, order.billId(), act);
        Doubts.forget(tx, order.id());
        settlement.history(tx, order.id(), order.attempt(), "resolved: absent", act.text());
        return Intervened.done(order, State.ACCEPTED, List.of());
    }

    /** Sent again it would only be refused again, by a far end that has not done anything for it. */
    private Intervened refuse(Tx tx, Subject order, String why, Act act) throws SQLException {
        end(tx, order, State.REJECTED, order.billId(), act);
        Doubts.forget(tx, order.id());
        settlement.history(tx, order.id(), order.attempt(), "resolved: absent", act.text());
        settlement.decided(tx, order, State.REJECTED, why);
        return Intervened.done(order, State.REJECTED, List.of());
    }

    /** Moves an order to an end that a person has decided, and counts it. */
    private void end(Tx tx, Subject order, State state, Long billId, Act act) throws SQLException {
        DocumentCounters document = tx.counters(order.documentId());
        if (order.settled()) {
            document.reopened(order.state());
            EarlierOutcome.note(tx, order.id(), order.state(), act.by());
        }
        int changed = tx.update(
                "update orders set state = ?, bill_id = ?, waits_for = null, target = null, settled_at = ?,"
                        + " settled_seq = ? where id = ? and state = ? and attempt = ?",
                state.code(),
                billId,
                clock.millis(),
                document.settled(state),
                order.id(),
                order.state().code(),
                order.attempt());
        Replay.checkMoved(order, state, changed);
    }
}
