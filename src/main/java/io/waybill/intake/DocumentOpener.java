package io.waybill.intake;

import io.waybill.ledger.ReplyRequest;
import io.waybill.order.Fault;
import io.waybill.order.Marker;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Makes a document of whatever a source hands over, for {@code ledger:accept}. A file is taken as it lies; any other
 * body is first spooled whole, so that nothing of it is accepted before all of it is here. Headers: see
 * {@link IntakeHeaders}.
 */
public final class DocumentOpener implements Processor {
    private static final int REFERENCE_LENGTH = 10;
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,39}");

    /** Takes what stands for a content, where that is asked for. */
    @FunctionalInterface
    private interface Hash {
        byte[] take() throws IOException;
    }

    private final Spool spool;
    private final SpoolLeftovers leftovers;
    private final IntakeTerms terms;
    private final DocumentFiles files;
    private final RandomGenerator random;
    private final Clock clock;
    private final ZoneId zone;

    /**
     * @param spool for bodies that are no files
     * @param leftovers takes up bodies that were not brought to an end
     * @param terms what holds for every document
     * @param files where documents are kept
     * @param random for public ids and markers
     * @param clock the time
     * @param zone the zone whose days name folders
     */
    public DocumentOpener(
            Spool spool,
            SpoolLeftovers leftovers,
            IntakeTerms terms,
            DocumentFiles files,
            RandomGenerator random,
            Clock clock,
            ZoneId zone) {
        this.spool = spool;
        this.leftovers = leftovers;
        this.terms = terms;
        this.files = files;
        this.random = random;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof SmallBody body) {
            message.setBody(small(message, body));
        } else if (!(message.getBody() instanceof File file)) {
            Path body = spooled(message);
            message.setBody(answering(claim(message, Spool.reference(body), body, true), message, false));
        } else if (spool.holds(file.toPath())) {
            Path body = file.toPath();
            message.setBody(answering(claim(message, Spool.reference(body), body, true), message, true));
        } else {
            String reference = message.getHeader(IntakeHeaders.DOCUMENT, () -> newReference(random), String.class);
            message.setBody(document(claim(message, reference, file.toPath(), false)));
        }
    }

    private SmallDocument small(Message message, SmallBody body) throws IOException {
        Claim claim = claim(message, reference(message, () -> ContentHash.of(body.content())), null, true);
        return new SmallDocument(claim, body, document(claim), spool, () -> {
            message.setBody(body.content());
            Path spooled = spooled(message);
            return answering(claim(message, Spool.reference(spooled), spooled, true), message, false);
        });
    }

    private OrderDocument document(Claim claim) {
        return new OrderDocument(claim, terms, files, random, zone);
    }

    private SpooledDocument answering(Claim claim, Message message, boolean takenUp) {
        return new SpooledDocument(claim, takenUp, refusesChanges(message), document(claim), spool, leftovers);
    }

    private Claim claim(Message message, String reference, Path file, boolean early) {
        String identity = text(message, IntakeHeaders.IDENTITY);
        String duplicates =
                message.getHeader(IntakeHeaders.DUPLICATES, () -> identity == null ? "reject" : "accept", String.class);
        String source = source(message);
        return new Claim(
                reference,
                file,
                name(message),
                source,
                message.getHeader(IntakeHeaders.ACCOUNT, String.class),
                message.getHeader(IntakeHeaders.EARLY, early, Boolean.class),
                "accept".equals(duplicates),
                clock.instant(),
                identity == null ? null : source + " " + identity,
                text(message, IntakeHeaders.CONTENT_TYPE),
                text(message, IntakeHeaders.MAPPING),
                text(message, IntakeHeaders.SHEET),
                reply(message),
                scope(text(message, IntakeHeaders.ACCOUNTS)));
    }

    private static ReplyRequest reply(Message message) {
        String route = text(message, IntakeHeaders.REPLY);
        return route == null ? null : new ReplyRequest(route, text(message, IntakeHeaders.REPLY_TO));
    }

    private static Set<String> scope(String accounts) {
        return accounts == null ? null : Set.of(accounts.split(","));
    }

    private static String source(Message message) {
        return message.getHeader(IntakeHeaders.SOURCE, "route", String.class);
    }

    private static String name(Message message) {
        return message.getHeader(
                IntakeHeaders.NAME,
                () -> message.getHeader(Exchange.FILE_NAME_ONLY, "document", String.class),
                String.class);
    }

    private static boolean refusesChanges(Message message) {
        return !"judge".equals(message.getHeader(IntakeHeaders.CHANGED, String.class));
    }

    private static String text(Message message, String header) {
        String text = message.getHeader(header, String.class);
        return text == null || text.isBlank() ? null : text;
    }

    /** A new public id for a document. */
    public static String newReference(RandomGenerator random) {
        return Marker.random(random, REFERENCE_LENGTH);
    }

    private Path spooled(Message message) throws IOException {
        String name = name(message);
        Properties note = new Properties();
        for (String header : IntakeHeaders.SPOOLED) {
            String text = message.getHeader(header, String.class);
            if (text != null) {
                note.setProperty(header, text);
            }
        }
        note.setProperty(IntakeHeaders.NAME, name);
        if (message.getBody() instanceof Spool.Draft body) {
            return spool.put(body, note, content -> reference(message, () -> ContentHash.of(content)));
        }
        try (InputStream body = message.getBody(InputStream.class)) {
            if (body == null) {
                throw new IllegalArgumentException(name + " has no content that could be read");
            }
            return spool.put(body, note, content -> reference(message, () -> ContentHash.of(content)));
        }
    }

    /** A document that its source has a name for has the same id whenever it comes. */
    private String reference(Message message, Hash hash) throws IOException {
        String given = text(message, IntakeHeaders.DOCUMENT);
        String identity = text(message, IntakeHeaders.IDENTITY);
        if (given != null) {
            if (!ID.matcher(given).matches()) {
                throw new IllegalArgumentException(IntakeHeaders.DOCUMENT + " is " + Fault.excerpt(given)
                        + ", but must be letters, digits and hyphens, 40 at most");
            }
            return given;
        }
        if (identity == null) {
            return newReference(random);
        }
        return ContentHash.name(
                refusesChanges(message)
                        ? List.of(source(message), identity)
                        : List.of(source(message), identity, HexFormat.of().formatHex(hash.take())));
    }
}
