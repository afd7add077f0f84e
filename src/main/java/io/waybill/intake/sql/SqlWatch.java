package io.waybill.intake.sql;

import io.waybill.intake.SourceWatch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What is not well with a source: for its log, which it does not flood, and for whoever asks. Safe for many threads. */
final class SqlWatch {
    private final SourceWatch watch;
    private String trouble;
    private int troubled;
    private int troubledNow;

    SqlWatch(String name, Clock clock) {
        this.watch = new SourceWatch("SQL source " + name, clock);
    }

    /** A look at the database failed. */
    void down(String why) {
        watch.down(why);
    }

    /** A look at the database begins. */
    synchronized void begins() {
        troubledNow = 0;
    }

    /** A look at the database went well, as far as reading goes. */
    synchronized void up() {
        watch.up();
        troubled = troubledNow;
    }

    /** Something is wrong with one row, or one order. */
    synchronized void trouble(String what) {
        troubledNow++;
        trouble = what;
        watch.trouble(what);
    }

    /** How many rows something was wrong with when the database was looked at last. */
    synchronized int troubled() {
        return Math.max(troubled, troubledNow);
    }

    /** What is not well, a sentence each. */
    synchronized List<String> concerns() {
        List<String> concerns = new ArrayList<>();
        watch.concern().ifPresent(concerns::add);
        int rows = troubled();
        if (rows > 0) {
            concerns.add(watch.source() + ": " + trouble
                    + (rows > 1 ? " (and so with " + (rows - 1) + " more in the last look)" : ""));
        }
        return concerns;
    }
}
