package io.waybill.ledger;

import java.util.List;

/**
 * What became of the replay of many orders.
 *
 * @param replayed how many are due again
 * @param refused how many are not
 * @param refusals the first of these
 */
public record ReplayedAll(long replayed, long refused, List<Intervened> refusals) {}
