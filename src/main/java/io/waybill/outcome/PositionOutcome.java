package io.waybill.outcome;

import io.waybill.ledger.State;

/**
 * How one order of a document ended.
 *
 * @param order the ledger's number of the order
 * @param position the order's number in its document, from 1
 * @param state how it ended
 * @param billId the invoice number, or null
 * @param reason what happened, or null
 * @param superseded whether a later order has taken its place, so that there is nothing left to correct
 */
public record PositionOutcome(long order, int position, State state, Long billId, String reason, boolean superseded) {
    /** Whether a person may correct the order and drop it again. */
    boolean correctable() {
        return state.correctable() && !superseded;
    }
}
