package io.waybill.outcome;

import java.util.List;

/** Goes along the outcomes of a document while its rows go by; holds one page of them. */
final class OutcomeCursor {
    private static final int PAGE = 5_000;

    private final Outcomes outcomes;
    private final long documentId;
    private List<PositionOutcome> page = List.of();
    private int next;
    private long last;
    private boolean ended;

    OutcomeCursor(Outcomes outcomes, long documentId) {
        this.outcomes = outcomes;
        this.documentId = documentId;
    }

    /** The outcome at a position, or null if the ledger has none. Positions are asked for in ascending order. */
    PositionOutcome at(int position) {
        while (next < page.size() || turn()) {
            PositionOutcome outcome = page.get(next);
            if (outcome.position() >= position) {
                return outcome.position() == position ? outcome : null;
            }
            next++;
        }
        return null;
    }

    private boolean turn() {
        if (ended) {
            return false;
        }
        page = outcomes.after(documentId, last, PAGE);
        next = 0;
        ended = page.size() < PAGE;
        if (!page.isEmpty()) {
            last = page.get(page.size() - 1).order();
        }
        return !page.isEmpty();
    }
}
