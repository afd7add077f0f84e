package io.waybill.ledger.camel;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How many orders a second an account may take. Of what was not taken a tenth of a second is saved up at most, so that
 * high rates are reached although orders are taken in batches, and a rest leads to no flood. Used by one lane.
 */
final class Rate {
    private static final Rate UNLIMITED = new Rate(() -> 0, () -> 0, millis -> {});

    private static final long SAVED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier interval;
    private final LongSupplier nanoTime;
    private final LongConsumer wakeIn;
    private long next;
    private boolean used;

    private Rate(LongSupplier interval, LongSupplier nanoTime, LongConsumer wakeIn) {
        this.interval = interval;
        this.nanoTime = nanoTime;
        this.wakeIn = wakeIn;
    }

    /** As many as there are. */
    static Rate unlimited() {
        return UNLIMITED;
    }

    /**
     * @param perSecond more than 0; asked anew each time
     * @param nanoTime a time that only grows
     * @param wakeIn asked to wake the lane in that many milliseconds, when it gets less than it wants
     */
    static Rate of(DoubleSupplier perSecond, LongSupplier nanoTime, LongConsumer wakeIn) {
        return new Rate(() -> (long) (TimeUnit.SECONDS.toNanos(1) / perSecond.getAsDouble()), nanoTime, wakeIn);
    }

    /** How many of so many may be taken now. */
    int take(int wanted) {
        long intervalNanos = interval.getAsLong();
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
        next -= untaken * interval.getAsLong();
    }
}
