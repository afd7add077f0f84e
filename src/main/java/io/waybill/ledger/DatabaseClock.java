package io.waybill.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** The database's time, as it was last heard, and what has passed since by a clock that only counts. */
final class DatabaseClock extends Clock {
    private record Heard(long millis, long nanos) {}

    private volatile Heard heard;

    /** Sets it to what the database says now. */
    void hear(long millis) {
        heard = new Heard(millis, System.nanoTime());
    }

    @Override
    public long millis() {
        Heard last = heard;
        return last.millis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last.nanos);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the database's time has no other zone");
    }
}
