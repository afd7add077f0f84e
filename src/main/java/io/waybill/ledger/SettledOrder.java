package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.time.Instant;

/**
 * A settled order with all that its receipt or error entry says.
 *
 * @param id the ledger's number
 * @param reference the order's public id: 16 characters of A-Z and 0-9, its marker at the far end
 * @param position the order's number in its document, from 1
 * @param line the line of the document on which it begins, from 1
 * @param account the account it was for
 * @param operation what was asked for; null where the document named none that exists
 * @param ref the business's own reference, or null
 * @param state how it ended
 * @param billId the invoice number, or null
 * @param query its fields as a PHP query string, without {@code hash}
 * @param acceptedAt when the ledger committed it
 * @param settledAt when it ended
 * @param attempts how many times it was sent or may have been
 * @param httpStatus status of the last reply, or null
 * @param errorCode the API's code, or null
 * @param errorText the API's text, or null
 * @param reply the verified reply as JSON text, or null
 * @param reason what happened, for failed orders and for those that were confirmed otherwise than by a reply; else null
 * @param related public id of the order that this one repeats or depends on, or null
 * @param question for an order in doubt that a person has to look after, what is known; else null
 */
public record SettledOrder(
        long id,
        String reference,
        int position,
        long line,
        AccountKey account,
        Operation operation,
        String ref,
        State state,
        Long billId,
        String query,
        Instant acceptedAt,
        Instant settledAt,
        int attempts,
        Integer httpStatus,
        Integer errorCode,
        String errorText,
        String reply,
        String reason,
        String related,
        OpenQuestion question) {}
