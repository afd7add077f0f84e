package io.waybill.intake;

import io.waybill.order.Marker;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneId;
import java.util.random.RandomGenerator;
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

    private final Path spool;
    private final IntakeTerms terms;
    private final DocumentFiles files;
    private final RandomGenerator random;
    private final Clock clock;
    private final ZoneId zone;

    /**
     * @param spool a folder for bodies that are no files
     * @param terms what holds for every document
     * @param files where documents are kept
     * @param random for public ids and markers
     * @param clock the time
     * @param zone the zone whose days name folders
     */
    public DocumentOpener(
            Path spool, IntakeTerms terms, DocumentFiles files, RandomGenerator random, Clock clock, ZoneId zone) {
        this.spool = spool;
        this.terms = terms;
        this.files = files;
        this.random = random;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String reference = message.getHeader(IntakeHeaders.DOCUMENT, () -> newReference(random), String.class);
        String name = message.getHeader(
                IntakeHeaders.NAME,
                () -> message.getHeader(Exchange.FILE_NAME_ONLY, "document", String.class),
                String.class);
        Path file = message.getBody() instanceof File claimed ? claimed.toPath() : spooled(message, reference, name);
        Claim claim = new Claim(
                reference,
                file,
                name,
                message.getHeader(IntakeHeaders.SOURCE, "route", String.class),
                message.getHeader(IntakeHeaders.ACCOUNT, String.class),
                message.getHeader(IntakeHeaders.EARLY, false, Boolean.class),
                "accept".equals(message.getHeader(IntakeHeaders.DUPLICATES, String.class)),
                clock.instant());
        message.setBody(new OrderDocument(claim, terms, files, random, zone));
    }

    /** A new public id for a document. */
    public static String newReference(RandomGenerator random) {
        return Marker.random(random, REFERENCE_LENGTH);
    }

    private Path spooled(Message message, String reference, String name) throws IOException {
        Path folder = Files.createDirectories(spool.resolve(reference));
        Path file = folder.resolve("document");
        try (InputStream body = message.getBody(InputStream.class)) {
            if (body == null) {
                throw new IllegalArgumentException(name + " has no content that could be read");
            }
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
            throw e;
        }
        return file;
    }
}
