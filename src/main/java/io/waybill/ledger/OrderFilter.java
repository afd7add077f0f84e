package io.waybill.ledger;

/**
 * Which orders are asked for; what is null does not matter.
 *
 * @param state the state
 * @param account the configured name of the account, in the sandbox and live
 * @param ref the business's own reference
 */
public record OrderFilter(State state, String account, String ref) {
    /** Every order. */
    public static final OrderFilter ALL = new OrderFilter(null, null, null);
}
