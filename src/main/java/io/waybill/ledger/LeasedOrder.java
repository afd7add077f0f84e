package io.waybill.ledger;

import java.time.Instant;

/**
 * An order whose next attempt this process has begun.
 *
 * @param order the order
 * @param documentId the document that it belongs to
 * @param position its number there, from 1
 * @param line the line there on which it begins, from 1
 * @param acceptedAt when the ledger committed it
 * @param related whether it repeats another order, is about one, or has been replayed
 * @param node the node that has begun it
 */
public record LeasedOrder(
        DueOrder order, long documentId, int position, long line, Instant acceptedAt, boolean related, long node) {
    /** How this order stands in its receipt, once its attempt has ended so. */
    SettledOrder settled(Verdict verdict, Instant at) {
        return new SettledOrder(
                order.id(),
                order.reference(),
                position,
                line,
                order.account(),
                order.operation(),
                order.ref(),
                verdict.state(),
                verdict.billId(),
                order.query(),
                acceptedAt,
                at,
                order.attempt(),
                verdict.httpStatus(),
                verdict.errorCode(),
                verdict.errorText(),
                verdict.reply(),
                verdict.reason(),
                null,
                null);
    }
}
