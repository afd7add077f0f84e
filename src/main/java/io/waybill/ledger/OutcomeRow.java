package io.waybill.ledger;

/**
 * How one order of a document ended, without its content.
 *
 * @param order the ledger's number of the order
 * @param position the order's number in its document
 * @param state how it ended
 * @param billId the invoice number, or null
 * @param reason what happened, or null
 * @param superseded whether a later order has taken its place
 */
public record OutcomeRow(long order, int position, State state, Long billId, String reason, boolean superseded) {}
