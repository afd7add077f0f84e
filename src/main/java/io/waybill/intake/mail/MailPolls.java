package io.waybill.intake.mail;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;

/**
 * When a mailbox is looked at: by one gateway of those that share the ledger, and after failures less and less often,
 * since servers shut out whoever tries a wrong password again and again.
 */
final class MailPolls implements PollingConsumerPollStrategy, ExceptionHandler {
    private static final int MOST_DOUBLINGS = 20;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Turn turn;
    private final Duration poll;
    private final MailCredentials credentials;
    private final MailLogin login;
    private final MailView view;
    private final HandledMails handled;
    private final Clock clock;
    private final MailWatch watch;
    private int failures;
    private boolean failed;
    private Instant restsUntil = Instant.MIN;

    MailPolls(
            MailSettings settings,
            MailLogin login,
            MailView view,
            HandledMails handled,
            Ledger ledger,
            MailWatch watch) {
        this.turn = new Turn(ledger, "mail." + settings.name());
        this.poll = settings.poll();
        this.credentials = settings.server().credentials();
        this.login = login;
        this.view = view;
        this.handled = handled;
        this.clock = ledger.clock();
        this.watch = watch;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        if (clock.instant().isBefore(restsUntil)) {
            return false;
        }
        if (!turn.take()) {
            return false;
        }
        failed = false;
        view.begin();
        login.needed();
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        Exception unlisted = view.end();
        if (unlisted != null) {
            down(unlisted);
        }
        if (!failed) {
            failures = 0;
            watch.up();
            watch.counted(handled.waiting(), handled.resting());
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        handleException(cause);
        return false;
    }

    // Camel's own would write each failure with its stack, as often as it looks.
    @Override
    public void handleException(Throwable exception) {
        down(exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        down(exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        down(exception);
    }

    /** The mailbox could not be read, or not to its end. */
    void down(Throwable cause) {
        if (failed) {
            return;
        }
        failed = true;
        if (Failures.isRefusedLogin(cause)) {
            credentials.refused();
        }
        Duration pause = poll.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        restsUntil = clock.instant().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
        watch.down(Failures.reason(cause));
    }

    /** Another gateway may have it. */
    void letGo() {
        turn.letGo();
    }
}
