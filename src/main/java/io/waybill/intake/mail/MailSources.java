package io.waybill.intake.mail;

import io.waybill.intake.StrangersHeaders;
import io.waybill.ledger.Ledger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spi.Registry;

/** The mailboxes from which orders are taken. Each has a route of its own, made of a template in routes/sources/. */
public final class MailSources implements AutoCloseable {
    private static final Duration BEGIN = Duration.ofSeconds(1);

    private final List<MailSettings> settings;
    private final Ledger ledger;
    private final Path data;
    private final Path shared;
    private final ZoneId zone;
    private final List<MailPolls> polls = new ArrayList<>();
    private final List<MailWatch> watches = new ArrayList<>();

    /**
     * @param settings the mailboxes, without mistakes
     * @param data the data folder, in which the mail that is read lies
     * @param shared where refused mails are filed
     * @param zone the zone whose days name folders
     */
    public MailSources(List<MailSettings> settings, Ledger ledger, Path data, Path shared, ZoneId zone) {
        this.settings = List.copyOf(settings);
        this.ledger = ledger;
        this.data = data;
        this.shared = shared;
        this.zone = zone;
    }

    /** Where access tokens come from, kept until shortly before they are over. */
    public static MailCredentials tokens(OAuthSettings settings, Clock clock) {
        return new OAuthTokens(settings, clock);
    }

    /** What is wrong with such settings, a clause for each setting by its name; empty where nothing is. */
    public static List<String> mistakes(OAuthSettings settings) {
        return settings.mistakes();
    }

    /**
     * Starts the routes of all mailboxes, whether their servers can be reached or not.
     *
     * @throws IllegalStateException if a route cannot be made
     */
    public void start(CamelContext camel) {
        for (MailSettings mailbox : settings) {
            try {
                start(camel, mailbox);
            } catch (Exception e) {
                throw new IllegalStateException(
                        "mailbox " + mailbox.name() + " cannot be read (" + Failures.reason(e) + ")", e);
            }
        }
    }

    private void start(CamelContext camel, MailSettings mailbox) throws Exception {
        String id = "mail-" + mailbox.name();
        MailWatch watch = new MailWatch(mailbox.name(), ledger.clock());
        HandledMails handled = new HandledMails(ledger.clock(), mailbox.poll());
        MailView view = new MailView(handled);
        MailLogin login = new MailLogin(mailbox.server());
        MailPolls poll = new MailPolls(mailbox, login, view, handled, ledger, watch);
        watches.add(watch);
        polls.add(poll);
        Registry beans = camel.getRegistry();
        beans.bind(id + "-login", login);
        beans.bind(id + "-properties", mailbox.server().properties(MailServer.Use.IMAP));
        beans.bind(id + "-view", view);
        beans.bind(id + "-polls", poll);
        beans.bind(id + "-moves", new MailMoves(mailbox, handled, watch));
        beans.bind(
                id,
                new Mailbox(
                        mailbox,
                        handled,
                        new RefusedMails(shared, mailbox.name(), mailbox.failed()),
                        poll,
                        watch,
                        data.resolve("mail").resolve(mailbox.name() + ".eml"),
                        ledger.clock(),
                        zone));
        if (beans.lookupByName("strangersHeaders") == null) {
            beans.bind("strangersHeaders", new StrangersHeaders());
        }
        if (mailbox.replies() != null) {
            answers(camel, mailbox, id);
        }
        TemplatedRouteBuilder.builder(camel, "mail")
                .routeId(id)
                .parameter("mailbox", id)
                .parameter("server", mailbox.server().uri(MailServer.Use.IMAP))
                .parameter("folder", mailbox.folder())
                .parameter("poll", mailbox.poll().toMillis())
                .parameter("begin", Math.min(BEGIN.toMillis(), mailbox.poll().toMillis()))
                .add();
    }

    private static void answers(CamelContext camel, MailSettings mailbox, String id) {
        MailServer server = mailbox.replies().server();
        MailLogin login = new MailLogin(server);
        login.needed();
        camel.getRegistry().bind(id + "-reply", new MailReply(mailbox.replies().from()));
        camel.getRegistry().bind(id + "-reply-login", login);
        camel.getRegistry().bind(id + "-reply-properties", server.properties(MailServer.Use.SMTP));
        TemplatedRouteBuilder.builder(camel, "mail-outcome")
                .routeId(id + "-outcome")
                .parameter("mailbox", id)
                .parameter("replies", Mailbox.replyRoute(mailbox.name()))
                .parameter("server", server.uri(MailServer.Use.SMTP))
                .add();
    }

    /** What is not well with any of them, a sentence each. */
    public List<String> concerns() {
        return watches.stream().flatMap(watch -> watch.concerns().stream()).toList();
    }

    /** The mailboxes, for people, a line each. */
    public List<String> description() {
        return settings.stream()
                .map(mailbox -> mailbox.name() + ", " + mailbox.address() + ", " + mailbox.folder() + " every "
                        + mailbox.poll().toMillis() + " ms (then to " + mailbox.processed() + " or " + mailbox.failed()
                        + ")" + (mailbox.senders().contains("*") ? "; anybody may send orders" : ""))
                .toList();
    }

    @Override
    public void close() {
        polls.forEach(MailPolls::letGo);
    }
}
