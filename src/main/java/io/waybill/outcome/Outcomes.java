package io.waybill.outcome;

import java.util.List;

/** Tells how the orders of a document ended, for the results of a table. The ledger does. */
@FunctionalInterface
public interface Outcomes {
    /**
     * The outcomes behind an order, by position, ascending: a page at a time, because a document may have millions
     * and nothing of the ledger should stay open while they are written.
     *
     * @param documentId the ledger's number of the document
     * @param order the ledger's number of the order behind which to begin; 0 for the first page
     * @param limit the most outcomes to give
     * @return at most that many; fewer only at the document's end
     */
    List<PositionOutcome> after(long documentId, long order, int limit);
}
