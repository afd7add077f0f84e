package io.waybill.intake.sql;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is not well with a source: for its log, which it does not flood, and for whoever asks. Safe for many threads. */
final class SqlWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SqlWatch.class);
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final String name;
    private final Clock clock;
    private Instant downSince;
    private String down;
    private String trouble;
    private int troubled;
    private int troubledNow;
    private Instant quietUntil = Instant.MIN;

    SqlWatch(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** A look at the database failed. */
    synchronized void down(String why) {
        if (downSince == null) {
            downSince = clock.instant();
            LOG.warn("SQL source {}: no orders can be taken, trying again: {}", name, why);
        }
        down = why;
    }

    /** A look at the database begins. */
    synchronized void begins() {
        troubledNow = 0;
    }

    /** A look at the database went well, as far as reading goes. */
    synchronized void up() {
        if (downSince != null) {
            LOG.info("SQL source {}: orders can be taken again, after {}", name, since(downSince));
        }
        downSince = null;
        down = null;
        troubled = troubledNow;
    }

    private String since(Instant time) {
        return Duration.between(time, clock.instant()).toSeconds() + " s";
    }

    /** Something is wrong with one row, or one order. */
    synchronized void trouble(String what) {
        troubledNow++;
        trouble = what;
        Instant now = clock.instant();
        if (now.isAfter(quietUntil)) {
            quietUntil = now.plus(SILENCE);
            LOG.warn("SQL source {}: {}", name, what);
        }
    }

    /** How many rows something was wrong with when the database was looked at last. */
    synchronized int troubled() {
        return Math.max(troubled, troubledNow);
    }

    /** What is not well, a sentence each. */
    synchronized List<String> concerns() {
        List<String> concerns = new ArrayList<>();
        if (down != null) {
            concerns.add("SQL source " + name + ": no orders can be taken since " + downSince + ": " + down);
        }
        int rows = troubled();
        if (rows > 0) {
            concerns.add("SQL source " + name + ": " + trouble
                    + (rows > 1 ? " (and so with " + (rows - 1) + " more in the last look)" : ""));
        }
        return concerns;
    }
}
