package io.waybill.ledger;

/**
 * An order whose next attempt this process has begun.
 *
 * @param order the order
 * @param documentId the document that it belongs to
 */
public record LeasedOrder(DueOrder order, long documentId) {}
