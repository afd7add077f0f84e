package io.waybill.intake.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is not well with a mailbox: for its log, which it does not flood, and for whoever asks. Safe for many threads. */
final class MailWatch {
    private static final Logger LOG = LoggerFactory.getLogger(MailWatch.class);
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final String name;
    private final Clock clock;
    private Instant downSince;
    private String down;
    private Instant unmovedSince;
    private String unmoved;
    private int unmovedMails;
    private String untaken;
    private int untakenMails;
    private Instant quietUntil = Instant.MIN;

    MailWatch(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** The mailbox could not be read. */
    synchronized void down(String why) {
        if (downSince == null) {
            downSince = clock.instant();
            LOG.warn("Mailbox {}: no orders can be taken, trying again: {}", name, why);
        }
        down = why;
    }

    /** The mailbox was read. */
    synchronized void up() {
        if (downSince != null) {
            LOG.info(
                    "Mailbox {}: orders can be taken again, after {} s",
                    name,
                    Duration.between(downSince, clock.instant()).toSeconds());
        }
        downSince = null;
        down = null;
    }

    /** Some mails that are done could not be moved. */
    synchronized void notMoved(String why) {
        if (unmovedSince == null) {
            unmovedSince = clock.instant();
            LOG.warn("Mailbox {}: mails that are done stay where they are, and are moved later: {}", name, why);
        }
        unmoved = why;
    }

    /** A mail could not be taken now. */
    synchronized void notTaken(String what) {
        untaken = what;
        Instant now = clock.instant();
        if (now.isAfter(quietUntil)) {
            quietUntil = now.plus(SILENCE);
            LOG.warn("Mailbox {}: {}", name, what);
        }
    }

    /**
     * What there is by now.
     *
     * @param done how many mails are done and not moved
     * @param resting how many mails could not be taken
     */
    synchronized void counted(int done, int resting) {
        unmovedMails = done;
        untakenMails = resting;
        if (done == 0 && unmovedSince != null) {
            LOG.info("Mailbox {}: all mails that are done are moved", name);
            unmovedSince = null;
            unmoved = null;
        }
        if (resting == 0) {
            untaken = null;
        }
    }

    /** What is not well, a sentence each. */
    synchronized List<String> concerns() {
        List<String> concerns = new ArrayList<>();
        if (down != null) {
            concerns.add("Mailbox " + name + ": no orders can be taken since " + downSince + ": " + down);
        }
        if (unmoved != null) {
            concerns.add("Mailbox " + name + ": " + unmovedMails + (unmovedMails == 1 ? " mail is" : " mails are")
                    + " done, but cannot be moved since " + unmovedSince + ": " + unmoved);
        }
        if (untaken != null) {
            concerns.add("Mailbox " + name + ": " + untaken
                    + (untakenMails > 1 ? " (and so with " + (untakenMails - 1) + " more)" : ""));
        }
        return concerns;
    }
}
