package io.waybill.ledger;

import java.time.Duration;

/**
 * How long what surely was not sent is tried again, before it is given up as {@link State#UNDELIVERED}.
 *
 * @param giveUpAfter how long an order may be told to wait between its tries, all in all; what it waits for a suspended
 *     account, for another order or for a gateway that is down does not count
 * @param mostTries how many tries it has
 */
public record RetryLimits(Duration giveUpAfter, int mostTries) {
    /** Tried for ever. */
    public static final RetryLimits NONE = new RetryLimits(Duration.ofMillis(Long.MAX_VALUE), Integer.MAX_VALUE);

    /** @throws IllegalArgumentException unless both are positive */
    public RetryLimits {
        if (giveUpAfter.isNegative() || giveUpAfter.isZero() || mostTries < 1) {
            throw new IllegalArgumentException("limits must be positive: " + giveUpAfter + ", " + mostTries);
        }
    }
}
