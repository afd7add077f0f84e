package io.waybill.doubt;

import java.time.Instant;
import java.util.List;

/**
 * What one inquiry has shown about one doubt.
 *
 * @param asOf a time before the first question of it
 * @param candidates the orders at the far end that have anything in common with it, the likeliest first; of those that
 *     have nothing but the customer, the newest
 * @param trouble why its order could be there all the same without being seen; null if all that had to be asked was
 *     answered, and shows where a marker would stand
 */
public record Sighting(Instant asOf, List<Candidate> candidates, Answer.None trouble) {
    /** The orders that are of that likeness. */
    List<Candidate> like(Likeness likeness) {
        return candidates.stream()
                .filter(candidate -> candidate.likeness() == likeness)
                .toList();
    }
}
