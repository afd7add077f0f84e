package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.time.Instant;

/**
 * An order in a list.
 *
 * @param id the ledger's number, by which lists go on
 * @param reference the order's public id
 * @param ref the business's own reference, or null
 * @param account the account it is for
 * @param operation what was asked for; null where the document named none that exists
 * @param state where it stands
 * @param billId the invoice number, or null
 * @param attempts how many times it was sent or may have been
 * @param acceptedAt when the ledger committed it
 * @param settledAt when it ended, or null
 * @param document its document's name
 * @param position its number in the document, from 1
 * @param errorCode the API's code, or null
 * @param reason what happened, for orders that failed; else null
 * @param nextQuestionAt for an order in doubt, when the far end is asked about it next; null where it waits for a person
 */
public record OrderRow(
        long id,
        String reference,
        String ref,
        AccountKey account,
        Operation operation,
        State state,
        Long billId,
        int attempts,
        Instant acceptedAt,
        Instant settledAt,
        String document,
        int position,
        Integer errorCode,
        String reason,
        Instant nextQuestionAt) {
    /** The row of an order that is known in full. */
    public static OrderRow of(SettledOrder order, String document, Instant nextQuestionAt) {
        return new OrderRow(
                order.id(),
                order.reference(),
                order.ref(),
                order.account(),
                order.operation(),
                order.state(),
                order.billId(),
                order.attempts(),
                order.acceptedAt(),
                order.settledAt(),
                document,
                order.position(),
                order.errorCode(),
                order.reason(),
                nextQuestionAt);
    }
}
