package io.waybill.ledger;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes failed orders due again, at the end of the line of their invoice, and with them those that fell with them. */
final class Replay {
    private final Settlement settlement;

    Replay(Settlement settlement) {
        this.settlement = settlement;
    }

    Intervened run(Tx tx, Subject order, Act act) throws SQLException {
        String refusal = Refusal.ofReplaying(tx, order);
        if (refusal != null) {
            return Intervened.refused(order, refusal);
        }
        settlement.history(tx, order.id(), order.attempt(), "replayed", act.text());
        queueUp(tx, order, act);
        return Intervened.done(order, State.ACCEPTED, dependants(tx, order, act));
    }

    /** Replays all that fell with an order, in the sequence of their acceptance; gives their public ids. */
    List<String> dependants(Tx tx, Subject first, Act act) throws SQLException {
        List<String> replayed = new ArrayList<>(0);
        for (long id : fallen(tx, first.id())) {
            Subject order = Subject.of(tx, id);
            if (Refusal.ofReplaying(tx, order) == null) {
                settlement.history(tx, id, order.attempt(), "replayed", act.by() + ", with order " + first.reference());
                queueUp(tx, order, act);
                replayed.add(order.reference());
            }
        }
        return replayed;
    }

    /** Those that fell with an order, and those that fell with these. */
    private static SortedSet<Long> fallen(Tx tx, long first) throws SQLException {
        SortedSet<Long> all = new TreeSet<>();
        Deque<Long> queue = new ArrayDeque<>(List.of(first));
        while (!queue.isEmpty()) {
            for (long order : Dependants.of(tx, queue.remove())) {
                if (all.add(order)) {
                    queue.add(order);
                }
            }
        }
        return all;
    }

    private void queueUp(Tx tx, Subject order, Act act) throws SQLException {
        if (order.creates() || order.groupKey() == null) {
            putBack(tx, order, null, order.billId(), act);
            return;
        }
        Target target = order.target() == null ? null : Target.byId(tx, order.target());
        Long waitsFor = Target.lastUnfinished(tx, order.groupKey(), target);
        Long billId = target != null && target.billId() != null ? target.billId() : order.billId();
        putBack(tx, order, waitsFor, billId, act);
        if (target != null) {
            tx.update("update orders set deleted_by = coalesce(deleted_by, ?) where id = ?", order.id(), target.id());
        }
    }

    /** Makes an order due, or due when that other one has gone, about that invoice. */
    void putBack(Tx tx, Subject order, Long waitsFor, Long billId, Act act) throws SQLException {
        int changed = tx.update(
                "update orders set state = 0, next_attempt_at = 0, waits_for = ?, bill_id = ?, settled_at = null"
                        + " where id = ? and state = ? and attempt = ?",
                waitsFor,
                // the number beside a create that did not go through is nothing of it
                order.creates() ? null : billId,
                order.id(),
                order.state().code(),
                order.attempt());
        checkMoved(order, State.ACCEPTED, changed);
        if (waitsFor != null) {
            tx.waits();
        }
        if (order.settled()) {
            tx.counters(order.documentId()).reopened(order.state());
            EarlierOutcome.note(tx, order.id(), order.state(), act.by());
        }
        Dependants.forget(tx, order.id());
        Retries.forget(tx, order.id());
        settlement.putBack(tx, order);
    }

    /** What was read in this transaction cannot have changed since, or nothing of it holds. */
    static void checkMoved(Subject order, State to, int changed) {
        if (changed != 1 || !order.state().moves().contains(to)) {
            throw new LedgerException("order " + order.reference() + " cannot go from "
                    + order.state().label() + " to " + to.label());
        }
    }
}
