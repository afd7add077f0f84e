package io.waybill.delivery;

import java.time.Duration;

/**
 * How long an order that was surely not sent waits for its next attempt: a random time up to a limit that doubles with
 * every failure ("full jitter"), so that orders which failed together do not come back together.
 *
 * @param base the limit after the first failure
 * @param cap the limit that is never exceeded
 */
public record Backoff(Duration base, Duration cap) {
    /** One second, doubling, up to five minutes. */
    public static final Backoff STANDARD = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    /** @throws IllegalArgumentException unless 0 &lt; base &lt;= cap */
    public Backoff {
        if (base.isNegative() || base.isZero() || base.compareTo(cap) > 0) {
            throw new IllegalArgumentException("base must be positive and at most cap: " + base + ", " + cap);
        }
    }

    /**
     * The waiting time, in whole milliseconds.
     *
     * @param failures how many attempts have failed so far, from 1
     * @param random a number from 0 (included) to 1 (excluded)
     */
    public Duration delay(int failures, double random) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures must be at least 1: " + failures);
        }
        long limit = base.toMillis();
        for (int i = 1; i < failures && limit < cap.toMillis(); i++) {
            limit *= 2;
        }
        return Duration.ofMillis((long) (Math.min(limit, cap.toMillis()) * random));
    }
}
