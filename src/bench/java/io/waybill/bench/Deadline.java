package io.waybill.bench;

import java.time.Duration;

/** The time at which a measurement is given up. */
final class Deadline {
    private final Duration limit;
    private final long end;

    private Deadline(Duration limit) {
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    /** Nanoseconds that are left; never less than zero. */
    long left() {
        return Math.max(0, end - System.nanoTime());
    }

    /** @throws BenchFailure when it is over, telling what was waited for */
    void check(String waitingFor) {
        if (left() == 0) {
            throw new BenchFailure(
                    "The bench was given up after " + limit.toSeconds() + " s, waiting for " + waitingFor + ".");
        }
    }
}
