package io.waybill.health;

import java.time.Duration;

/**
 * How long a suspended account is left alone before it is asked again.
 *
 * @param first after the first answer that was not well; it doubles from there
 * @param longest what is never exceeded
 */
public record Pauses(Duration first, Duration longest) {
    /** Before the first question of all, which tells whether the account is ill or only one order. */
    static final Duration AT_ONCE = Duration.ofMillis(200);

    /** Half a minute, doubling, up to ten. */
    public static final Pauses STANDARD = new Pauses(Duration.ofSeconds(30), Duration.ofMinutes(10));

    /** @throws IllegalArgumentException unless 0 &lt; first &lt;= longest */
    public Pauses {
        if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException("first must be positive and at most longest: " + first + ", " + longest);
        }
    }

    /**
     * The pause before a question.
     *
     * @param asked how often the account was asked, or tried, since an order of it was last answered well
     */
    Duration before(int asked) {
        if (asked == 0) {
            return AT_ONCE;
        }
        Duration pause = first;
        for (int i = 1; i < asked && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
