package io.waybill.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.IntToLongFunction;

/** Counts how often an order was tried in vain, and says when it is enough. A person's replay begins anew. */
final class Retries {
    /** How many tries have a row of history each; the last one has one more. */
    static final int TOLD = 3;

    static final String EVENT = "tried in vain";

    /**
     * Longer than any wait for a next try or for a far end that asked to wait: what is to come later than that was
     * planned before the clock was set back, and nothing waits for the clock to come round again.
     */
    static final Duration LONGER_THAN_ANY = Duration.ofHours(1);

    private final RetryLimits limits;
    private final IntToLongFunction delayMillis;

    Retries(RetryLimits limits, IntToLongFunction delayMillis) {
        this.limits = limits;
        this.delayMillis = delayMillis;
    }

    /**
     * What comes of one more try in vain.
     *
     * @param tries how many there were, this one included
     * @param waitMillis milliseconds until the next one
     * @param givenUp why there is none, a clause; else null
     */
    record Next(int tries, long waitMillis, String givenUp) {
        /** Whether this try stands in a row of history that the next one may take over. */
        boolean told() {
            return tries <= TOLD + 1;
        }
    }

    /** How long to wait after so many tries in vain. */
    long delayMillis(int tries) {
        return delayMillis.applyAsLong(tries);
    }

    Next failed(Tx tx, long orderId) throws SQLException {
        int tries = 1;
        long waited = 0;
        try (ResultSet row = tx.query("select tries, waited from retry where order_id = ?", orderId)) {
            if (row.next()) {
                tries += row.getInt(1);
                waited = row.getLong(2);
            }
        }
        if (tries >= limits.mostTries() || waited >= limits.giveUpAfter().toMillis()) {
            forget(tx, orderId);
            return new Next(
                    tries,
                    0,
                    "given up after " + (tries == 1 ? "one try" : tries + " tries")
                            + (waited < 1000 ? "" : " and " + span(Duration.ofMillis(waited)) + " of waiting"));
        }
        long wait = delayMillis.applyAsLong(tries);
        tx.update(
                "insert into retry (order_id, tries, waited) values (?, ?, ?)"
                        + " on conflict (order_id) do update set tries = excluded.tries, waited = excluded.waited",
                orderId,
                tries,
                waited + wait);
        return new Next(tries, wait, null);
    }

    static void forget(Tx tx, long orderId) throws SQLException {
        tx.update("delete from retry where order_id = ?", orderId);
    }

    private static String span(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + " h";
        }
        return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
