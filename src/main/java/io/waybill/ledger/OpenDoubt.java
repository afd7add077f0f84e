package io.waybill.ledger;

import java.time.Instant;

/**
 * An order in doubt that is to be asked about.
 *
 * @param order the ledger's number
 * @param attempt the attempt that is in doubt; what comes of asking counts for this attempt only
 * @param reference the order's public id, which is its marker at the far end
 * @param query its fields as they were sent, a PHP query string without {@code hash}
 * @param sentAt when the attempt began
 * @param endedAt when it was over, at the latest
 * @param numberDeleted whether a DeleteOrder that names nothing but an invoice number went out on the account since
 * @param existing the invoice number of a verified answer 601, or null
 * @param claimedCode the code of an unverifiable answer that blames the account's credentials, or null
 * @param asked how many questions there were
 * @param fruitlessSince since when questions have led nowhere, or null
 * @param absentAt when the order was last shown absent, or null
 */
public record OpenDoubt(
        long order,
        int attempt,
        String reference,
        String query,
        Instant sentAt,
        Instant endedAt,
        boolean numberDeleted,
        Long existing,
        Integer claimedCode,
        int asked,
        Instant fruitlessSince,
        Instant absentAt) {}
