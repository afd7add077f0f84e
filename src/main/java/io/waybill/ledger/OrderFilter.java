package io.waybill.ledger;

import java.util.Set;

/**
 * Which orders are asked for; what is null does not matter.
 *
 * @param state the state
 * @param accounts the configured names of the accounts, in the sandbox and live
 * @param ref the business's own reference
 */
public record OrderFilter(State state, Set<String> accounts, String ref) {
    /** Every order. */
    public static final OrderFilter ALL = new OrderFilter(null, null, null);

    /** The orders of one account, or of all where it is null. */
    public static OrderFilter of(State state, String account, String ref) {
        return new OrderFilter(state, account == null ? null : Set.of(account), ref);
    }
}
