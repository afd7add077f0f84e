package io.waybill.ledger;

/**
 * An order that this process has reserved.
 *
 * @param order the order
 * @param documentId the document that it belongs to
 */
public record LeasedOrder(DueOrder order, long documentId) {
    LeasedOrder nextAttempt() {
        return new LeasedOrder(
                new DueOrder(
                        order.id(),
                        order.attempt() + 1,
                        order.reference(),
                        order.account(),
                        order.operation(),
                        order.ref(),
                        order.query()),
                documentId);
    }
}
