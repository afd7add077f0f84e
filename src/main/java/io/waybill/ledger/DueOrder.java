package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;

/**
 * An order that delivery has been given to send: committed as {@link State#SENDING}.
 *
 * @param id the ledger's number
 * @param attempt the attempt's number, from 1; a verdict counts for this attempt only
 * @param reference the order's public id, which is also its marker at the far end
 * @param account the account it goes out on
 * @param operation what is asked for
 * @param ref the business's own reference, or null
 * @param query the order's fields as a PHP query string, marker included, without {@code hash}
 */
public record DueOrder(
        long id, int attempt, String reference, AccountKey account, Operation operation, String ref, String query) {}
