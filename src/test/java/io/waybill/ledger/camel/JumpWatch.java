package io.waybill.ledger.camel;

import io.waybill.ledger.DoubtBatch;

/** A doubt lane's eye on the clock, beside a clock that only counts. */
public final class JumpWatch {
    private final ClockWatch watch = new ClockWatch();

    /** Whether the clock has jumped since the last look. */
    public boolean hasJumped(DoubtBatch batch, long countedNanos) {
        return watch.hasJumped(batch.asOf(), countedNanos);
    }
}
