package io.waybill.ledger.camel;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How many orders a second an account may take. Of what was not taken a tenth of a second is saved up at most, so that
 * high rates are reached although orders are taken in batches, and a rest leads to no flood. Used by one lane.
 */
final class Rate {
    private static final Rate UNLIMITED = new Rate(0, () -> 0, millis -> {});

    private static final long SAVED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final LongConsumer wakeIn;
    private long next;
    private boolean used;

    private Rate(long intervalNanos, LongSupplier nanoTime, LongConsumer wakeIn) {
        this.intervalNanos = intervalNanos;
        this.nanoTime = nanoTime;
        this.wakeIn = wakeIn;
    }

    /** As many as there are. */
    static Rate unlimited() {
        return UNLIMITED;
    }

    /**
     * @param perSecond more than 0
     * @param nanoTime a time that only grows
     * @param wakeIn asked to wake the lane in that many milliseconds, when it gets less than it wants
     */
    static Rate of(double perSecond, LongSupplier nanoTime, LongConsumer wakeIn) {
        return new Rate((long) (TimeUnit.SECONDS.toNanos(1) / perSecond), nanoTime, wakeIn);
    }

    /** How many of so many may be taken now. */
    int take(int wanted) {
        if (intervalNanos == 0) {
            return wanted;
        }
        long now = nanoTime.getAsLong();
        long earliest = now - (intervalNanos < SAVED_NANOS ? SAVED_NANOS : 0);
        if (!used || earliest - next > 0) {
            next = earliest;
            used = true;
        }
        int taken = 0;
        while (taken < wanted && now - next >= 0) {
            next += intervalNanos;
            taken++;
        }
        if (taken < wanted) {
            wakeIn.accept(TimeUnit.NANOSECONDS.toMillis(next - now) + 1);
        }
        return taken;
    }

    /** So many that were taken did not go out after all. */
    void giveBack(int untaken) {
        if (intervalNanos > 0) {
            next -= untaken * intervalNanos;
        }
    }
}
