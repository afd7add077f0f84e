package io.waybill.intake.mail;

import io.waybill.intake.SourceWatch;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is not well with a mailbox: for its log, which it does not flood, and for whoever asks. Safe for many threads. */
final class MailWatch {
    private static final Logger LOG = LoggerFactory.getLogger(MailWatch.class);

    private final SourceWatch watch;
    private final Clock clock;
    private Instant unmovedSince;
    private String unmoved;
    private int unmovedMails;
    private String untaken;
    private int untakenMails;

    MailWatch(String name, Clock clock) {
        this.watch = new SourceWatch("Mailbox " + name, clock);
        this.clock = clock;
    }

    /** The mailbox could not be read. */
    void down(String why) {
        watch.down(why);
    }

    /** The mailbox was read. */
    void up() {
        watch.up();
    }

    /** Some mails that are done could not be moved. */
    synchronized void notMoved(String why) {
        if (unmovedSince == null) {
            unmovedSince = clock.instant();
            LOG.warn("{}: mails that are done stay where they are, and are moved later: {}", watch.source(), why);
        }
        unmoved = why;
    }

    /** A mail could not be taken now. */
    synchronized void notTaken(String what) {
        untaken = what;
        watch.trouble(what);
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
            LOG.info("{}: all mails that are done are moved", watch.source());
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
        watch.concern().ifPresent(concerns::add);
        if (unmoved != null) {
            concerns.add(watch.source() + ": " + unmovedMails + (unmovedMails == 1 ? " mail is" : " mails are")
                    + " done, but cannot be moved since " + unmovedSince + ": " + unmoved);
        }
        if (untaken != null) {
            concerns.add(watch.source() + ": " + untaken
                    + (untakenMails > 1 ? " (and so with " + (untakenMails - 1) + " more)" : ""));
        }
        return concerns;
    }
}
