package io.waybill.intake.mail;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.waybill.cli.Commands;
import io.waybill.gateway.Gateway;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerView;
import io.waybill.ledger.OrderFilter;
import io.waybill.ledger.OrderRow;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A mail server and a gateway that reads mailboxes of it, one of them through a proxy; orders go to the sandbox. */
final class MailSite implements AutoCloseable {
    private final Path folder;
    private final GreenMail mail;
    private final MailProxy proxy;
    private final Map<String, String> settings = new TreeMap<>();
    private Gateway gateway;
    private int mails;

    MailSite(Path folder, ServerSetup... more) throws IOException {
        this.folder = folder;
        ServerSetup imap = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
        ServerSetup smtp = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        mail = new GreenMail(
                Stream.concat(Stream.of(imap, smtp), Arrays.stream(more)).toArray(ServerSetup[]::new));
        mail.start();
        proxy = new MailProxy(mail.getImap().getPort());
        settings.put("waybill.data", data().toString());
        settings.put("waybill.routes", "routes");
        settings.put("waybill.accounts.main.url", "sandbox:");
    }

    Path data() {
        return folder.resolve("data");
    }

    GreenMail server() {
        return mail;
    }

    MailProxy proxy() {
        return proxy;
    }

    MailSite set(String key, Object value) {
        settings.put("waybill." + key, value.toString());
        return this;
    }

    /** A mailbox of that name that is read; its password is its name. */
    MailSite mailbox(String name, int port) {
        String prefix = "mail." + name + ".";
        mail.setUser(name + "@shop.example", name, name);
        set(prefix + "host", "127.0.0.1");
        set(prefix + "port", port);
        set(prefix + "security", "plain");
        set(prefix + "user", name);
        set(prefix + "password", name);
        set(prefix + "senders", "@partner.example");
        return set(prefix + "poll", "100ms");
    }

    MailSite without(String key) {
        settings.remove("waybill." + key);
        return this;
    }

    MailSite start() {
        gateway = Gateway.start(null, settings);
        return this;
    }

    void stop() {
        gateway.close();
        gateway = null;
    }

    Gateway gateway() {
        return gateway;
    }

    Ledger ledger() {
        return gateway.ledger();
    }

    /** Puts a mail into a mailbox as it stands here; every line of the header must be there. */
    void raw(String mailbox, String text) {
        raw(mailbox, "INBOX", text);
    }

    void raw(String mailbox, String into, String text) {
        try {
            GreenMailUser user = mail.getUserManager().getUser(mailbox);
            ImapHostManager hosts = mail.getManagers().getImapHostManager();
            MailFolder target = hosts.getFolder(user, into);
            target.store(new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1))));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a folder of a mailbox anew, under another UIDVALIDITY. */
    void create(String mailbox, String name) {
        GreenMailUser user = mail.getUserManager().getUser(mailbox);
        ImapHostManager hosts = mail.getManagers().getImapHostManager();
        try {
            if (hosts.getFolder(user, name) != null) {
                hosts.getFolder(user, name).deleteAllMessages();
                hosts.deleteMailbox(user, name);
            }
            hosts.createMailbox(user, name);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A header by a partner with a Message-ID of its own. */
    String head(String subject) {
        return "From: Anna <anna@partner.example>\nTo: orders@shop.example\nSubject: " + subject + "\nMessage-ID: <"
                + ++mails + "@partner.example>\nDate: Sat, 28 Nov 2026 08:00:00 +0000\nMIME-Version: 1.0\n";
    }

    /** A mail of attachments, each a header and a body. */
    String attachments(String subject, String... parts) {
        StringBuilder text = new StringBuilder(head(subject)).append("Content-Type: multipart/mixed; boundary=XX\n\n");
        for (String part : parts) {
            text.append("--XX\n").append(part).append("\n");
        }
        return text.append("--XX--\n").toString();
    }

    static String attachment(String name, String content) {
        return "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"" + name + "\"\n\n"
                + content;
    }

    static String order(String ref) {
        return "{\"ref\": \"" + ref
                + "\", \"bill_email\": \"anna@example.com\", \"goods\": [{\"good_name\": \"course\","
                + " \"good_sum\": \"15.00\"}]}";
    }

    /** Waits until a folder of a mailbox has that many mails. */
    void awaitMails(String mailbox, String name, int count) {
        await(mailbox + " " + name).untilAsserted(() -> {
            if (mails(mailbox, name) != count) {
                throw new AssertionError(name + " has " + mails(mailbox, name) + " mails, not " + count);
            }
        });
    }

    int mails(String mailbox, String name) {
        MailFolder found = mail.getManagers()
                .getImapHostManager()
                .getFolder(mail.getUserManager().getUser(mailbox), name);
        return found == null ? 0 : found.getMessageCount();
    }

    /** The documents of all orders, sorted, that come out of documents of such names. */
    List<String> documents(String prefix) {
        try (LedgerView view = ledger().view()) {
            return view.orders(OrderFilter.ALL, null, 1000).orders().stream()
                    .map(OrderRow::document)
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    /** References and states of all orders, sorted, whose references begin so. */
    List<String> orders(String prefix) {
        List<String> found = new ArrayList<>();
        try (LedgerView view = ledger().view()) {
            for (OrderRow row : view.orders(OrderFilter.ALL, null, 1000).orders()) {
                if (row.ref() != null && row.ref().startsWith(prefix)) {
                    found.add(row.ref() + " " + row.state().label());
                }
            }
        }
        return found.stream().sorted().toList();
    }

    /** What ./waybill status says. */
    String status() {
        return Commands.run("status", "--data", data().toString()).log();
    }

    /** The texts of all files below a folder of the data folder. */
    List<String> texts(String below) throws IOException {
        Path start = data().resolve(below);
        if (!Files.exists(start)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        try (Stream<Path> all = Files.walk(start)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }

    @Override
    public void close() throws IOException {
        if (gateway != null) {
            gateway.close();
        }
        proxy.close();
        mail.stop();
    }
}
