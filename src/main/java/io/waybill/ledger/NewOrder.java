package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;

/**
 * An order as intake hands it to the ledger.
 *
 * @param reference its public id and marker: 16 random characters of A-Z and 0-9
 * @param position its number in the document, from 1
 * @param line the line on which it begins, from 1
 * @param account the account it is for
 * @param operation what it asks for; null where the document names none that exists (the order is then invalid)
 * @param ref the business's reference, or null
 * @param identity 16 bytes that stand for its identity
 * @param target for an operation on an order that is named by its reference: that order's identity; else null
 * @param billId for an operation on an invoice that is named by its number: the number; else null
 * @param digest 16 bytes that stand for its fields, whatever their sequence
 * @param query its fields as a PHP query string, marker included
 * @param early whether it is due before its document has been read to the end
 * @param invalid all that is wrong with it, in words; null for an order that may be sent
 */
public record NewOrder(
        String reference,
        int position,
        long line,
        AccountKey account,
        Operation operation,
        String ref,
        byte[] identity,
        byte[] target,
        Long billId,
        byte[] digest,
        String query,
        boolean early,
        String invalid) {
    /** The same order, not due before its document has been read to the end. */
    public NewOrder held() {
        return new NewOrder(
                reference, position, line, account, operation, ref, identity, target, billId, digest, query, false,
                invalid);
    }
}
