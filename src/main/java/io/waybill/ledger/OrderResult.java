package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Fault;
import io.waybill.order.Operation;
import java.util.List;

/**
 * What became of one order of a document so far.
 *
 * @param position its number in the document, from 1
 * @param line the line on which it begins, from 1
 * @param id its public id
 * @param ref the business's reference, or null
 * @param account the account it is for
 * @param operation what it asks for; null where it names nothing that exists
 * @param state where it stands
 * @param billId the invoice number that it got, or null
 * @param reason why it stands there, in words, or null
 * @param related the public id of the order that it repeats, contradicts or is about, or null
 * @param faults all that is wrong with an invalid order, where that is known in parts; {@code reason} says it in one
 */
public record OrderResult(
        int position,
        long line,
        String id,
        String ref,
        AccountKey account,
        Operation operation,
        State state,
        Long billId,
        String reason,
        String related,
        List<Fault> faults) {
    OrderResult with(List<Fault> found) {
        return new OrderResult(position, line, id, ref, account, operation, state, billId, reason, related, found);
    }
}
