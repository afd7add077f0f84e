package io.waybill.upkeep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long things are kept, from the day on which their document came in; null for as long as there is a disk.
 *
 * @param accepted the documents themselves
 * @param archive receipts and results
 * @param resolved error entries of orders that got another outcome
 * @param ledger rows of documents and orders: what was sent before that is not known any more, and sent again
 */
public record RetentionPlan(Duration accepted, Duration archive, Duration resolved, Duration ledger) {
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration SHORTEST_MEMORY = Duration.ofDays(30);

    /** Whether anything ever goes. */
    public boolean any() {
        return accepted != null || archive != null || resolved != null || ledger != null;
    }

    /** What is wrong with it, a sentence each; none for a plan that can be carried out. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        check(mistakes, "accepted", accepted, SHORTEST);
        check(mistakes, "archive", archive, SHORTEST);
        check(mistakes, "resolved", resolved, SHORTEST);
        check(mistakes, "ledger", ledger, SHORTEST_MEMORY);
        if (ledger != null && (accepted == null || accepted.compareTo(ledger) > 0)) {
            mistakes.add("waybill.retention.ledger: is " + ledger.toDays() + "d, but accepted is "
                    + (accepted == null ? "not set" : accepted.toDays() + "d")
                    + "; accepted documents cannot be kept for longer than the ledger knows of them, because"
                    + " --after-restore compares the two: set waybill.retention.accepted to at most the same.");
        }
        return mistakes;
    }

    private static void check(List<String> mistakes, String key, Duration age, Duration shortest) {
        if (age != null && age.compareTo(shortest) < 0) {
            mistakes.add("waybill.retention." + key + ": is " + age.toHours() + " hours, but must be at least "
                    + shortest.toDays() + "d; leave it out to keep everything.");
        }
    }
}
