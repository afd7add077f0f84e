package io.waybill.ledger;

import java.time.Instant;
import java.util.List;

/**
 * Everything that the ledger knows of one order.
 *
 * @param order the order; {@code settledAt} is null until it has come to an end
 * @param document its document
 * @param documentState where the document stands
 * @param filed whether its outcome is filed
 * @param nextAttemptAt before when it is not sent, or null
 * @param nextQuestionAt for an order in doubt, when the far end is asked about it next; null where it waits for a person
 * @param waitsFor what it waits for
 * @param predecessor public id of the order that it waits for, or null
 * @param supersedes public id of the order whose place it took, or null
 * @param supersededBy public id of the order that took its place, or null
 * @param deletedBy public id of the order that deletes it, or null
 * @param history retries, doubts and what a person did, oldest first
 */
public record OrderStory(
        SettledOrder order,
        FiledDocument document,
        DocumentState documentState,
        boolean filed,
        Instant nextAttemptAt,
        Instant nextQuestionAt,
        WaitsFor waitsFor,
        String predecessor,
        String supersedes,
        String supersededBy,
        String deletedBy,
        List<HistoryEvent> history) {
    /** What an order waits for before it may be sent. */
    public enum WaitsFor {
        /** Nothing. */
        NOTHING,
        /** The end of its document. */
        DOCUMENT,
        /** An order with the reference that it names, which has not come yet. */
        TARGET,
        /** Another order about the same invoice. */
        PREDECESSOR
    }
}
