package io.waybill.ledger.camel;

import java.time.Duration;
import java.time.Instant;

/** Notices when the clock was set, by comparing it with one that only counts. Not safe for many threads. */
final class ClockWatch {
    /** More than a clock is ever slewed by between two looks. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private Instant last;
    private long lastNanos;

    /** Whether the clock has jumped since the last look; the first look says no. */
    boolean hasJumped(Instant now, long nanos) {
        boolean jumped = last != null
                && Duration.between(last, now)
                                .minusNanos(nanos - lastNanos)
                                .abs()
                                .compareTo(TOLERANCE)
                        > 0;
        last = now;
        lastNanos = nanos;
        return jumped;
    }
}
