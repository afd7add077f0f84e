package io.waybill.ledger;

import java.util.List;

/**
 * Batches of different documents that are filed together: each step of the outcome route does its part for all of them,
 * and one commit notes that they are filed. Nothing of it is, or all.
 *
 * @param batches the batches, each of a document of one order
 */
public record FilingRound(List<FilingBatch> batches) {
    /** Keeps the batches as they are. */
    public FilingRound {
        batches = List.copyOf(batches);
    }
}
