package io.waybill.intake.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds in a mail what may be documents: its attachments, those of mails inside it too, or else its text. */
final class MailContent {
    private static final int DEEPEST = 10;
    private static final int MOST_PARTS = 500;
    private static final String SUBJECT_LIKE_A_FILE = "\\.";
    private static final Pattern ENDING = Pattern.compile(".*[^.]\\.[A-Za-z0-9]{1,10}");
    private static final Pattern NEVER = Pattern.compile(
            "(?:image|audio|video|font)/.*|application/(?:ms-tnef|vnd\\.ms-tnef|(?:x-)?pkcs7-(?:mime|signature)"
                    + "|pgp-(?:signature|encrypted|keys))|message/(?!rfc822).*|text/(?:calendar|(?:x-)?v-?card|directory"
                    + "|rfc822-headers)");
    private static final Set<String> NEVER_NAMED = Set.of("winmail.dat", "smime.p7m", "smime.p7s");

    private final String subject;
    private final List<MailPart> documents = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private Part plain;
    private Part page;
    private String plainNumber;
    private String pageNumber;
    private int parts;

    private MailContent(String subject) {
        this.subject = subject;
    }

    /**
     * The documents of a mail, in its order.
     *
     * @throws UnreadableMailException if there is none, or it is no mail that could be read
     */
    static List<MailPart> of(InputStream mail, String subject) throws IOException {
        MailContent content = new MailContent(subject);
        try {
            content.collect(new MimeMessage(session(), mail), "", 0, false);
            return content.found();
        } catch (MessagingException e) {
            throw new UnreadableMailException("it is no mail that can be read (" + e.getMessage() + ")", e);
        }
    }

    private static Session session() {
        Properties lenient = new Properties();
        lenient.put("mail.mime.address.strict", "false");
        return Session.getInstance(lenient);
    }

    private List<MailPart> found() throws IOException, MessagingException {
        if (!documents.isEmpty()) {
            return documents;
        }
        MailPart body = body();
        if (body == null) {
            throw new UnreadableMailException(
                    "there is no order in it: expected an attachment, or JSON, CSV or lines of"
                            + " \"Field: value\" as its text"
                            + (passedOver.isEmpty() ? "" : "; passed over: " + String.join(", ", passedOver)));
        }
        return List.of(body);
    }

    private MailPart body() throws IOException, MessagingException {
        MailBody body = plain == null ? null : MailBody.of(MailText.of(plain));
        String number = plainNumber;
        if (body == null && page != null) {
            body = MailBody.of(MailText.of(page));
            number = pageNumber;
        }
        if (body == null) {
            return null;
        }
        byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
        String name = (subject.isBlank() ? "mail" : subject.replaceAll(SUBJECT_LIKE_A_FILE, "_")) + "." + body.ending();
        return new MailPart(number, name, null, () -> new ByteArrayInputStream(bytes));
    }

    private void collect(Part part, String number, int depth, boolean inside) throws IOException, MessagingException {
        if (depth > DEEPEST || ++parts > MOST_PARTS) {
            throw new UnreadableMailException(
                    "it has more than " + MOST_PARTS + " parts, or " + DEEPEST + " levels of them");
        }
        ContentType type = MailText.type(part);
        if (type.getPrimaryType().equalsIgnoreCase("multipart")) {
            MimeMultipart multipart = new MimeMultipart(part.getDataHandler().getDataSource());
            int count = multipart.getCount();
            if (!multipart.isComplete()) {
                throw new UnreadableMailException("it breaks off: the end of its parts is missing");
            }
            for (int i = 0; i < count; i++) {
                String below = number.isEmpty() ? "" : number + ".";
                collect(multipart.getBodyPart(i), below + (i + 1), depth + 1, inside);
            }
        } else if (type.match("message/rfc822")) {
            try (InputStream mail = part.getInputStream()) {
                collect(new MimeMessage(session(), mail), number.isEmpty() ? "1" : number, depth + 1, true);
            }
        } else {
            leaf(part, type, number.isEmpty() ? "1" : number, inside);
        }
    }

    private void leaf(Part part, ContentType type, String number, boolean inside) throws MessagingException {
        String base = type.getBaseType().toLowerCase(Locale.ROOT);
        String name = name(part, type);
        if (NEVER.matcher(base).matches() || name != null && NEVER_NAMED.contains(name.toLowerCase(Locale.ROOT))) {
            passedOver.add((name == null ? "" : name + " ") + "(" + MailHead.decoded(base) + ")");
        } else if (name != null || isAttachment(part) || !base.equals("text/plain") && !base.equals("text/html")) {
            document(part, type, number, name);
        } else if (!inside && base.equals("text/plain") && plain == null) {
            plain = part;
            plainNumber = number;
        } else if (!inside && base.equals("text/html") && page == null) {
            page = part;
            pageNumber = number;
        }
    }

    private void document(Part part, ContentType type, String number, String name) {
        String base = type.getBaseType().toLowerCase(Locale.ROOT);
        boolean named = name != null && ENDING.matcher(name).matches();
        boolean text = base.startsWith("text/") && !base.contains("xml") && type.getParameter("charset") != null;
        documents.add(new MailPart(
                number,
                name == null ? "part-" + number : name,
                named || base.startsWith("text/plain") ? null : base,
                text ? () -> new ByteArrayInputStream(MailText.inUtf8(part)) : part::getInputStream));
    }

    private static boolean isAttachment(Part part) throws MessagingException {
        try {
            return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        } catch (MessagingException e) {
            return false;
        }
    }

    /** The file's name by RFC 2231 or, as many programs write it, RFC 2047; without folders. */
    private static String name(Part part, ContentType type) {
        String name;
        try {
            name = part.getFileName();
        } catch (MessagingException e) {
            name = type.getParameter("name");
        }
        if (name == null) {
            return null;
        }
        String decoded = MailHead.decoded(name).replace('\\', '/');
        String last = decoded.substring(decoded.lastIndexOf('/') + 1).strip();
        return last.isEmpty() ? null : last;
    }
}
