package io.waybill.rest;

import io.waybill.ledger.LedgerSignals;
import io.waybill.ledger.NewOrder;
import io.waybill.ledger.State;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What this process has done since it started. For people to look at only: the truth is in the ledger. */
public final class Pulse implements LedgerSignals.Listener {
    private final Clock clock;
    private final Instant startedAt;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLongArray ended = new AtomicLongArray(State.values().length);
    private volatile long movedAt;

    /** A pulse that begins now. */
    public Pulse(Clock clock) {
        this.clock = clock;
        this.startedAt = clock.instant();
        this.movedAt = startedAt.toEpochMilli();
    }

    @Override
    public void accepted(NewOrder order) {
        accepted.incrementAndGet();
        movedAt = clock.millis();
    }

    @Override
    public void moved(String reference, String ref, State state) {
        if (state.settled()) {
            ended.incrementAndGet(state.ordinal());
        }
        movedAt = clock.millis();
    }

    Instant startedAt() {
        return startedAt;
    }

    /** When an order was last accepted, sent or settled; when it started, if none was. */
    Instant movedAt() {
        return Instant.ofEpochMilli(movedAt);
    }

    long accepted() {
        return accepted.get();
    }

    long ended(State state) {
        return ended.get(state.ordinal());
    }
}
