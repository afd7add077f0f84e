package io.waybill.ledger;

import java.util.List;

/**
 * What became of something that a person wanted done to an order.
 *
 * @param reference the order's public id
 * @param ref the business's own reference, or null
 * @param before the state in which it was
 * @param after the state in which it is; the same as before where the act was refused
 * @param with public ids of the orders that depend on it and were replayed with it
 * @param refusal why nothing was done, and what to do instead, a sentence; null where it was done
 */
public record Intervened(String reference, String ref, State before, State after, List<String> with, String refusal) {
    static Intervened done(Subject order, State after, List<String> with) {
        return new Intervened(order.reference(), order.ref(), order.state(), after, List.copyOf(with), null);
    }

    static Intervened refused(Subject order, String refusal) {
        return new Intervened(order.reference(), order.ref(), order.state(), order.state(), List.of(), refusal);
    }

    /** Whether it was done. */
    public boolean isDone() {
        return refusal == null;
    }
}
