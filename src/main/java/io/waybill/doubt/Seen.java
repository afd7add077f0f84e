package io.waybill.doubt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was seen of one doubt so far, by both ways of asking together. */
final class Seen {
    /** The most orders of the customer, with nothing else in common, that are kept to be shown. */
    private static final int MOST_SHOWN = 20;

    private final Doubt doubt;
    private final Map<Long, Candidate> candidates = new TreeMap<>();
    private Answer.None trouble;

    Seen(Doubt doubt) {
        this.doubt = doubt;
    }

    Doubt doubt() {
        return doubt;
    }

    /** Takes what an answer shows; gives back why that is not all, or null. */
    Answer.None take(Asking.Heard heard) {
        Answer.None opaque = null;
        for (FarOrder order : heard.index().related(doubt)) {
            Candidate candidate = Candidate.of(doubt, order);
            if (candidate.likeness() == Likeness.OPAQUE) {
                opaque = new Answer.None(
                        Answer.Cause.FAILED,
                        "the far end does not show where the marker of invoice " + order.billId() + " would stand");
                candidates.putIfAbsent(order.billId(), candidate);
            } else {
                // What another way of asking shows in full replaces what could not be told.
                candidates.merge(
                        order.billId(), candidate, (one, other) -> one.likeness() == Likeness.OPAQUE ? other : one);
            }
        }
        return heard.trouble() == null ? opaque : heard.trouble();
    }

    /** Notes how one way of asking ended; one that ended without trouble is enough. */
    void ended(Answer.None how) {
        if (trouble == null
                || how == null
                || trouble.cause() == Answer.Cause.NOT_ASKED
                || how.cause() == Answer.Cause.CONFIGURATION) {
            trouble = how;
        }
    }

    /** Whether another way of asking could tell more. */
    boolean isOpen() {
        return trouble != null
                && trouble.cause() != Answer.Cause.CONFIGURATION
                && candidates.values().stream().noneMatch(candidate -> candidate.likeness() == Likeness.OURS);
    }

    Sighting sighting(Instant asOf) {
        List<Candidate> shown = new ArrayList<>();
        int weak = 0;
        for (Candidate candidate :
                candidates.values().stream().sorted(Candidate.LIKELIEST_FIRST).toList()) {
            boolean telling = candidate.likeness().compareTo(Likeness.OPAQUE) < 0;
            if (telling || weak++ < MOST_SHOWN) {
                shown.add(candidate);
            }
        }
        return new Sighting(asOf, List.copyOf(shown), trouble);
    }
}
