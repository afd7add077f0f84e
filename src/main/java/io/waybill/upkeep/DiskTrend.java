package io.waybill.upkeep;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The room on one disk over the last hour. Not safe for many threads. */
final class DiskTrend {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    /** Less than that tells nothing: one large file would look like a trend. */
    private static final long ENOUGH = Duration.ofMinutes(30).toNanos();

    private record Sample(long at, long free) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    void add(long nanos, long free) {
        while (!samples.isEmpty() && nanos - samples.getFirst().at() > HOUR) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(nanos, free));
    }

    /** When there is nothing left, at the rate of the last hour; null where it does not get less, or that is not known. */
    Duration full() {
        if (samples.isEmpty()) {
            return null;
        }
        long elapsed = samples.getLast().at() - samples.getFirst().at();
        long taken = samples.getFirst().free() - samples.getLast().free();
        return elapsed < ENOUGH || taken <= 0
                ? null
                : Duration.ofSeconds((long) ((double) samples.getLast().free() / taken * elapsed / 1e9));
    }
}
