package io.waybill.intake.mail;

import io.waybill.intake.ContentHash;
import io.waybill.intake.DocumentBusyException;
import io.waybill.intake.IntakeHeaders;
import io.waybill.ledger.DocumentResult;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.util.SharedFileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailConsumer;
import org.apache.camel.component.mail.MailMessage;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the route of one mailbox does between the server and intake; the route names its methods. A mail is copied whole
 * before any of it is read, so that a connection that is cut can be told from a mail that is broken, and no part of it is
 * marked as seen by being read. For one thread.
 */
public final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final String MAIL = "WaybillMail";

    private final MailSettings settings;
    private final Senders senders;
    private final HandledMails handled;
    private final RefusedMails refused;
    private final MailPolls polls;
    private final MailWatch watch;
    private final Path copy;
    private final Clock clock;
    private final ZoneId zone;

    /** @param copy where the mail that is read is copied to */
    Mailbox(
            MailSettings settings,
            HandledMails handled,
            RefusedMails refused,
            MailPolls polls,
            MailWatch watch,
            Path copy,
            Clock clock,
            ZoneId zone) {
        this.settings = settings;
        this.senders = new Senders(settings.senders(), settings.trustedServer());
        this.handled = handled;
        this.refused = refused;
        this.polls = polls;
        this.watch = watch;
        this.copy = copy;
        this.clock = clock;
        this.zone = zone;
    }

    /** Makes of a mail its parts that may be documents; none if it is refused or cannot be had. */
    public void open(Exchange exchange) {
        Message mail = exchange.getIn(MailMessage.class).getOriginalMessage();
        OpenMail open = new OpenMail(exchange.getProperty(MailConsumer.MAIL_MESSAGE_UID, String.class));
        exchange.setProperty(MAIL, open);
        // headers of strangers do not come along
        exchange.setMessage(new DefaultMessage(exchange.getContext()));
        exchange.getMessage().setBody(List.of());
        if (!mail.getFolder().isOpen()) {
            open.fail(new FolderClosedException(mail.getFolder(), "the connection was cut"));
            return;
        }
        try {
            // the whole header in one go, instead of a question for each line of it
            mail.getAllHeaders();
            open.head(MailHead.of(mail));
            exchange.getMessage().setBody(parts(mail, open));
        } catch (UnreadableMailException e) {
            open.refuse(e.getMessage());
        } catch (IOException | MessagingException | RuntimeException e) {
            open.fail(mail.getFolder().isOpen() ? e : new FolderClosedException(mail.getFolder(), Failures.reason(e)));
        }
    }

    private List<MailPart> parts(Message mail, OpenMail open) throws IOException, MessagingException {
        String refusal = senders.refusal(open.head());
        if (refusal != null) {
            throw new UnreadableMailException(refusal);
        }
        download(mail);
        open.identity(identity(open.head()));
        SharedFileInputStream content = new SharedFileInputStream(copy.toFile());
        open.content(content);
        return MailContent.of(content, open.head().subject());
    }

    private void download(Message mail) throws IOException, MessagingException {
        if (mail.getSize() > settings.maxSize()) {
            throw tooLarge();
        }
        Files.createDirectories(copy.getParent());
        try (OutputStream out = new LimitedOutput(Files.newOutputStream(copy), settings.maxSize())) {
            mail.writeTo(out);
        } catch (LimitedOutput.Full e) {
            throw tooLarge();
        }
    }

    private UnreadableMailException tooLarge() {
        return new UnreadableMailException(
                "it is larger than max-size, " + settings.maxSize() + " bytes; expected a smaller one");
    }

    /**
     * What stands for the mail wherever it lies: a mailbox whose UIDVALIDITY changes numbers the same mails anew. One
     * without a Message-ID is known by its bytes, to which every server on its way added time and number.
     */
    private String identity(MailHead head) throws IOException {
        String id = head.messageId() == null
                ? "content " + HexFormat.of().formatHex(ContentHash.of(copy))
                : head.messageId();
        String account = settings.rule(head).account();
        return (account == null ? "" : account) + " " + id;
    }

    /** Makes of one part the document that intake takes. */
    public void document(Exchange exchange) throws IOException {
        OpenMail open = exchange.getProperty(MAIL, OpenMail.class);
        MailPart part = exchange.getMessage().getBody(MailPart.class);
        if (open.failure() != null) {
            exchange.setRouteStop(true);
            return;
        }
        MailSettings.Rule rule = settings.rule(open.head());
        var message = exchange.getMessage();
        message.setHeader(IntakeHeaders.SOURCE, "mail");
        message.setHeader(IntakeHeaders.NAME, part.name());
        message.setHeader(IntakeHeaders.IDENTITY, open.identity() + " " + part.number());
        message.setHeader(IntakeHeaders.CONTENT_TYPE, part.contentType());
        message.setHeader(IntakeHeaders.ACCOUNT, rule.account());
        message.setHeader(IntakeHeaders.MAPPING, rule.mapping());
        if (settings.replies() != null
                && MailReply.isWelcome(open.head(), settings.replies().from())) {
            message.setHeader(IntakeHeaders.REPLY, replyRoute(settings.name()));
            message.setHeader(IntakeHeaders.REPLY_TO, MailReply.to(open.head()));
        }
        message.setBody(part.open());
    }

    /** The name by which documents of a mailbox ask for its answers. */
    static String replyRoute(String mailbox) {
        return "mail." + mailbox;
    }

    /** The ledger has all of one part. */
    public void taken(Exchange exchange) {
        exchange.getProperty(MAIL, OpenMail.class).ended(exchange.getMessage().getBody(DocumentResult.class));
    }

    /** One part could not be taken: either it cannot be read at all, or the mail is seen again later. */
    public void failed(Exchange exchange) {
        OpenMail open = exchange.getProperty(MAIL, OpenMail.class);
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String fault = Failures.ofTheMail(failure);
        if (fault == null) {
            open.fail(failure);
        } else {
            open.refuse(fault);
        }
    }

    /** All parts have come to an end, or one could not be taken and the mail stays as it is. */
    public void done(Exchange exchange) {
        OpenMail open = exchange.getProperty(MAIL, OpenMail.class);
        try {
            open.close();
            Files.deleteIfExists(copy);
            if (open.failure() == null && open.refusal() != null) {
                refused.file(open, LocalDate.ofInstant(clock.instant(), zone));
                LOG.warn("Mailbox {}: {} is refused: {}", settings.name(), open.shown(), open.refusal());
            }
        } catch (IOException e) {
            open.fail(e);
        }
        if (open.failure() == null) {
            handled.done(open.key(), open.isGood() ? settings.processed() : settings.failed());
        } else {
            failed(open);
            exchange.setException(open.failure());
        }
    }

    private void failed(OpenMail open) {
        Throwable failure = open.failure();
        if (Failures.isCut(failure)) {
            polls.down(failure);
        } else if (!Failures.isGone(failure)) {
            handled.failed(open.key());
            if (!(failure instanceof DocumentBusyException)) {
                watch.notTaken(open.shown() + " could not be taken, trying again: " + Failures.reason(failure));
            }
        }
    }
}
