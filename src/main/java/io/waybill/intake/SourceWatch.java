package io.waybill.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a source that is polled can be read: for the log, which it does not flood, and for whoever asks. Safe for many
 * threads.
 */
public final class SourceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final String source;
    private final Clock clock;
    private Instant downSince;
    private String down;
    private Instant quietUntil = Instant.MIN;

    /** @param source what people call it, with the word for its kind */
    public SourceWatch(String source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** What people call it. */
    public String source() {
        return source;
    }

    /** It could not be read. */
    public synchronized void down(String why) {
        if (downSince == null) {
            downSince = clock.instant();
            LOG.warn("{}: no orders can be taken, trying again: {}", source, why);
        }
        down = why;
    }

    /** It was read. */
    public synchronized void up() {
        if (downSince != null) {
            LOG.info(
                    "{}: orders can be taken again, after {} s",
                    source,
                    Duration.between(downSince, clock.instant()).toSeconds());
        }
        downSince = null;
        down = null;
    }

    /** Something is wrong with one of many things; only the first for a while is worth a line of the log. */
    public synchronized void trouble(String what) {
        Instant now = clock.instant();
        if (now.isAfter(quietUntil)) {
            quietUntil = now.plus(SILENCE);
            LOG.warn("{}: {}", source, what);
        }
    }

    /** Since when it cannot be read, and why, a sentence; empty where it can. */
    public synchronized Optional<String> concern() {
        return down == null
                ? Optional.empty()
                : Optional.of(source + ": no orders can be taken since " + downSince + ": " + down);
    }
}
