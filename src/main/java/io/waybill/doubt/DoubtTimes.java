package io.waybill.doubt;

import java.time.Duration;

/**
 * The times of asking.
 *
 * @param settling how long after the end of an attempt its order may still come to be at the far end; at most 6 h, so
 *     that the days asked for cover it in every time zone
 * @param timeout how long questions may go without an answer that tells, before a person is asked; no less than
 *     the settling time
 * @param shortest the pause after the first question
 * @param longest what the pause grows to
 */
public record DoubtTimes(Duration settling, Duration timeout, Duration shortest, Duration longest) {
    // Before the constant that is checked against it.
    private static final Duration LONGEST_SETTLING = Duration.ofHours(6);

    /** Two minutes to settle, a time-out of an hour, pauses from five seconds to five minutes. */
    public static final DoubtTimes STANDARD =
            new DoubtTimes(Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofSeconds(5), Duration.ofMinutes(5));

    /** @throws IllegalArgumentException if a time is not positive or out of its bounds */
    public DoubtTimes {
        for (Duration time : new Duration[] {settling, timeout, shortest}) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("a time of asking must be positive, but is " + time);
            }
        }
        if (settling.compareTo(LONGEST_SETTLING) > 0) {
            throw new IllegalArgumentException("the settling time is at most 6 h, not " + settling);
        }
        if (timeout.compareTo(settling) < 0) {
            throw new IllegalArgumentException("the time-out is shorter than the settling time: " + timeout);
        }
        if (longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("the longest pause is shorter than the shortest: " + longest);
        }
    }

    /** The same with another time to settle. */
    public DoubtTimes withSettling(Duration other) {
        return new DoubtTimes(other, timeout, shortest, longest);
    }

    /** The pause after so many questions: doubled with each, up to the longest. */
    Duration pause(int asked) {
        Duration pause = shortest;
        for (int i = 1; i < asked && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
