package io.waybill.outcome;

import io.waybill.ledger.State;

/**
 * How one order of a document ended.
 *
 * @param position the order's number in its document, from 1
 * @param state how it ended
 * @param billId the invoice number, or null
 * @param reason what happened, or null
 */
public record PositionOutcome(int position, State state, Long billId, String reason) {}
