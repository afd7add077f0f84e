package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.util.Map;

/**
 * What came of asking about a batch of doubts.
 *
 * @param account the account
 * @param resolutions what is to become of each; a doubt that is left out is asked about again at once
 * @param inTag what is known of markers in the tag now
 * @param inComment what is known of markers in the comment now
 * @param refusal the code with which the far end refused the questions themselves, or null
 * @param suspend if not null, the account is suspended for this reason
 */
public record DoubtFindings(
        AccountKey account,
        Map<OpenDoubt, Resolution> resolutions,
        MarkerSeen inTag,
        MarkerSeen inComment,
        Integer refusal,
        String suspend) {}
