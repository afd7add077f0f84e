package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.time.Instant;
import java.util.List;

/**
 * Doubts of one account that are due to be asked about.
 *
 * @param account the account
 * @param suspended whether it is suspended: then these are what its credentials are blamed for, and one call is all
 *     that may be made
 * @param doubts the doubts, those first that have waited longest; may be empty
 * @param inTag what is known of markers in the tag
 * @param inComment what is known of markers in the comment
 * @param samples where either is not known yet, the account's newest orders that could be read back
 * @param next when the next doubt of the account is due, or was; null where there is none to ask about
 * @param asOf the time by which this was found
 * @param asOfNanos the same moment by {@link System#nanoTime()}
 */
public record DoubtBatch(
        AccountKey account,
        boolean suspended,
        List<OpenDoubt> doubts,
        MarkerSeen inTag,
        MarkerSeen inComment,
        List<ConfirmedCreate> samples,
        Instant next,
        Instant asOf,
        long asOfNanos) {}
