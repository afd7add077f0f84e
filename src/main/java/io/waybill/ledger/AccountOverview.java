package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.time.Instant;
import java.util.Map;

/**
 * What of an account's orders has not gone through, as of one moment.
 *
 * @param account the account
 * @param due orders that may be sent now
 * @param later orders whose next attempt has its time still to come
 * @param held orders that are due when their document has been read to its end
 * @param waiting orders that wait for another order about the same invoice
 * @param targetless those of them of whose target nothing has come yet
 * @param oldest when the oldest order that is due now or later was accepted; null where there is none
 * @param failed orders that ended otherwise than confirmed, by state: everything since the ledger began
 * @param asking orders in doubt that the far end is asked about; those of {@code failed} wait for a person
 * @param nextQuestion when the next question about them is due, or was; null where there is none
 * @param suspension why nothing is sent on it, or null
 */
public record AccountOverview(
        AccountKey account,
        long due,
        long later,
        long held,
        long waiting,
        long targetless,
        Instant oldest,
        Map<State, Long> failed,
        long asking,
        Instant nextQuestion,
        Suspension suspension) {
    /** An account of which the ledger knows nothing. */
    public static AccountOverview empty(AccountKey account) {
        return new AccountOverview(account, 0, 0, 0, 0, 0, null, Map.of(), 0, null, null);
    }
}
