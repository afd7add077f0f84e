package io.waybill.outcome;

import java.util.function.Consumer;

/** Tells how each order of a document ended, for the results of a table. The ledger does. */
@FunctionalInterface
public interface Outcomes {
    /**
     * Gives one outcome for each order of a document, by position, ascending; streams, since a document may have
     * millions.
     *
     * @param documentId the ledger's number of the document
     * @param consumer takes each outcome
     */
    void each(long documentId, Consumer<PositionOutcome> consumer);
}
