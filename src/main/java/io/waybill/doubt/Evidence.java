package io.waybill.doubt;

import java.time.Instant;
import java.util.List;

/**
 * The rules by which what was seen at the far end proves something. A pure function.
 *
 * <p>One order that bears the marker confirms. Absence is proof only if everything holds: the account has been seen to
 * return markers intact; all that could show the order was asked and answered; two answers in a row show it absent, the
 * second asked at least the settling time after the attempt ended; nothing resembles the order; and no DeleteOrder by
 * bare number went out since the send. What is no answer never counts as one.
 */
public final class Evidence {
    private final DoubtTimes times;

    /** Rules with those times. */
    public Evidence(DoubtTimes times) {
        this.times = times;
    }

    /**
     * What is to become of the order.
     *
     * @param standing what the last finding said to keep, or {@link Standing#NEW} for the first of an attempt
     * @param trust what is known of the account's markers
     * @param now the time after the inquiry
     */
    public Finding judge(Doubt doubt, Standing standing, Trust trust, Sighting sighting, Instant now) {
        List<Candidate> ours = sighting.like(Likeness.OURS);
        if (ours.size() == 1) {
            return new Finding.Confirmed(ours.get(0).billId());
        } else if (!ours.isEmpty()) {
            return Unclearness.DOUBLED.finding(doubt, sighting);
        }
        return sighting.trouble() == null
                ? unseen(doubt, standing, trust, sighting, now)
                : unanswered(doubt, standing, sighting, now);
    }

    private Finding unanswered(Doubt doubt, Standing standing, Sighting sighting, Instant now) {
        Answer.None trouble = sighting.trouble();
        return switch (trouble.cause()) {
            case NOT_ASKED -> new Finding.AskAgain(now.plus(times.shortest()), standing, null);
            // The time-out stands still while the account is suspended, and begins anew after it.
            case CONFIGURATION ->
                new Finding.AskAgain(now.plus(times.longest()), standing.fruitful(standing.absentAt()), trouble.why());
            case FAILED -> {
                Standing next = standing.fruitless(now, standing.absentAt());
                yield isOver(next, now) ? Unclearness.UNANSWERED.finding(doubt, sighting) : askAgain(next, now, now);
            }
        };
    }

    private Finding unseen(Doubt doubt, Standing standing, Trust trust, Sighting sighting, Instant now) {
        Instant settled = doubt.endedAt().plus(times.settling());
        boolean late = !sighting.asOf().isBefore(settled);
        Unclearness obstacle = obstacle(doubt, trust, sighting);
        if (obstacle != null) {
            return late ? obstacle.finding(doubt, sighting) : askAgain(standing.fruitful(null), now, settled);
        }
        Instant absentAt = sighting.asOf();
        if (trust.of(doubt.place()) == Trust.Seen.NOT_YET) {
            Standing next = standing.fruitless(now, absentAt);
            return isOver(next, now) ? Unclearness.UNTESTED.finding(doubt, sighting) : askAgain(next, now, settled);
        } else if (doubt.existing() != null) {
            return new Finding.Rejected(doubt.existing(), existing(doubt));
        }
        // After a clock was set back an answer may look older than the attempt: it counts for nothing then.
        boolean second = standing.absentAt() != null
                && !standing.absentAt().isBefore(doubt.endedAt())
                && standing.absentAt().isBefore(sighting.asOf());
        return late && second ? new Finding.Absent() : askAgain(standing.fruitful(absentAt), now, settled);
    }

    /** What keeps absence from ever being proven, or null. */
    private static Unclearness obstacle(Doubt doubt, Trust trust, Sighting sighting) {
        if (doubt.place() == Place.NONE) {
            return Unclearness.UNMARKED;
        } else if (trust.of(doubt.place()) == Trust.Seen.CHANGED) {
            return Unclearness.CHANGED;
        } else if (!sighting.like(Likeness.MENTION).isEmpty()
                || !sighting.like(Likeness.TWIN).isEmpty()) {
            return Unclearness.ALIKE;
        }
        // An order that 601 names is there: what was deleted is another one.
        return doubt.numberDeleted() && doubt.existing() == null ? Unclearness.DELETED : null;
    }

    private boolean isOver(Standing standing, Instant now) {
        return !now.isBefore(standing.fruitlessSince().plus(times.timeout()));
    }

    private Finding askAgain(Standing next, Instant now, Instant notBefore) {
        Instant paused = now.plus(times.pause(next.asked()));
        return new Finding.AskAgain(paused.isBefore(notBefore) ? notBefore : paused, next, null);
    }

    private static String existing(Doubt doubt) {
        return "Compare the order with invoice " + doubt.existing()
                + " in the shop, which the API took for the same and"
                + " which is not this one; if it is wanted twice, change what makes them alike and drop it again.";
    }
}
