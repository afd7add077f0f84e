package io.waybill.ledger;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Entries that may be on file for an order from before its present outcome. They are noted when the order leaves a
 * settled state and kept for good: whether they were filed, or put aside already, the files themselves tell.
 *
 * @param states the states in which it was settled before
 * @param resolvedBy who did last something about it
 */
public record EarlierOutcome(Set<State> states, String resolvedBy) {
    static void note(Tx tx, long orderId, State state, String by) throws SQLException {
        tx.update(
                "insert into earlier_outcome (order_id, states, resolved_by) values (?, ?, ?)"
                        + " on conflict (order_id) do update set states = earlier_outcome.states | excluded.states,"
                        + " resolved_by = excluded.resolved_by",
                orderId,
                1 << state.code(),
                by);
    }

    static EarlierOutcome of(int states, String resolvedBy) {
        Set<State> set = EnumSet.noneOf(State.class);
        for (State state : State.values()) {
            if ((states & 1 << state.code()) != 0) {
                set.add(state);
            }
        }
        return new EarlierOutcome(set, resolvedBy);
    }
}
