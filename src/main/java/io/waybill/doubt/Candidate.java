package io.waybill.doubt;

import java.time.Instant;
import java.util.Comparator;

/**
 * An order at the far end that has something in common with one in doubt.
 *
 * @param billId its invoice number
 * @param created its time of creation, or null where the far end does not show it
 * @param sum its total as the far end writes it, or null
 * @param likeness what it has in common
 */
public record Candidate(long billId, Instant created, String sum, Likeness likeness) {
    /** The likeliest first, and of these the newest. */
    static final Comparator<Candidate> LIKELIEST_FIRST =
            Comparator.comparing(Candidate::likeness).thenComparing(Candidate::billId, Comparator.reverseOrder());

    static Candidate of(Doubt doubt, FarOrder order) {
        return new Candidate(order.billId(), order.created(), order.sum(), Likeness.of(doubt, order));
    }
}
