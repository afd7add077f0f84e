package io.waybill.intake;

import io.waybill.ledger.DocumentPlace;
import io.waybill.ledger.DocumentState;
import io.waybill.ledger.IncomingDocument;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.NewDocument;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A claimed document on its way into the ledger. It is hashed in a first pass and read in a second; only when the
 * ledger has committed its end does the document leave the place where it was claimed.
 */
final class OrderDocument implements IncomingDocument {
    private static final Logger LOG = LoggerFactory.getLogger(OrderDocument.class);
    private static final int BUFFER = 1 << 16;

    private final Claim claim;
    private final IntakeTerms terms;
    private final DocumentFiles files;
    private final RandomGenerator random;
    private final ZoneId zone;

    OrderDocument(Claim claim, IntakeTerms terms, DocumentFiles files, RandomGenerator random, ZoneId zone) {
        this.claim = claim;
        this.terms = terms;
        this.files = files;
        this.random = random;
        this.zone = zone;
    }

    @Override
    public void acceptInto(Ledger ledger) throws IOException {
        DocumentPlace place = Ledger.await(ledger.place(claim.reference()));
        if (place != null && place.state() != DocumentState.READING) {
            finish(place);
            return;
        }
        if (place != null && place.judged() && !claim.early()) {
            // it was read to its end, and what it says has begun to count: what the file says by now does not
            Ledger.await(ledger.read(place.id()));
            files.letGo(claim);
            return;
        }
        while (!readOnce(ledger, place)) {
            LOG.info("{} changed while it was read; reading it anew", claim.name());
            place = Ledger.await(ledger.place(claim.reference()));
        }
    }

    /** The process ended between the commit and this. */
    private void finish(DocumentPlace place) throws IOException {
        switch (place.state()) {
            case DUPLICATE -> {
                files.unkeep(place.file());
                files.putAside(claim, "duplicate", duplicate("an earlier document"));
            }
            case UNREADABLE -> files.putAside(claim, "unreadable", claim.name() + " could not be read.");
            default -> files.letGo(claim);
        }
    }

    /** Returns false if the document changed and has to be read anew. */
    private boolean readOnce(Ledger ledger, DocumentPlace place) throws IOException {
        FileStamp before = FileStamp.of(claim.file());
        byte[] hash = ContentHash.of(claim.file());
        if (place != null && !claim.early() && !Arrays.equals(hash, place.contentHash())) {
            Ledger.await(ledger.forget(place.id()));
        }
        String identityBase =
                claim.repeatable() ? claim.reference() : HexFormat.of().formatHex(hash);
        LocalDate day = LocalDate.ofInstant(claim.receivedAt(), zone);
        String accepted = place != null && place.file() != null ? place.file() : DocumentFiles.acceptedPath(claim, day);
        String format = "";
        try {
            if (place == null) {
                checkAccount();
            }
            Format found = Formats.detect(claim.name(), claim.file());
            format = found.text();
            AcceptingSink sink = new AcceptingSink(
                    ledger, document(hash, format, day, accepted), new Assembler(claim, identityBase, terms, random));
            try (InputStream in = new BufferedInputStream(Files.newInputStream(claim.file()), BUFFER)) {
                found.reader().read(in, sink);
            } catch (BrokenDocumentException e) {
                return !changed(before, sink) && brokeOff(sink, accepted, e);
            }
            if (changed(before, sink)) {
                return false;
            }
            files.keep(claim, accepted);
            sink.ended();
            files.letGo(claim);
        } catch (AcceptingSink.RepeatedDocument e) {
            files.unkeep(accepted);
            files.putAside(claim, "duplicate", duplicate(e.getMessage()));
        } catch (UnreadableDocumentException e) {
            Ledger.await(ledger.unreadable(document(hash, format, day, null)));
            files.putAside(claim, "unreadable", claim.name() + " cannot be read. " + e.getMessage());
            LOG.warn("{} cannot be read and lies in errors/unreadable: {}", claim.name(), e.getMessage());
        }
        return true;
    }

    private void checkAccount() throws UnreadableDocumentException {
        if (claim.account() != null && terms.accounts().named(claim.account()).isEmpty()) {
            throw new UnreadableDocumentException("It came from a folder named \"" + claim.account()
                    + "\", which is no configured account; expected the inbox itself or a folder of one of: "
                    + String.join(
                            ", ",
                            terms.accounts().all().stream()
                                    .map(a -> a.key().name())
                                    .toList()) + ".");
        }
    }

    private boolean changed(FileStamp before, AcceptingSink sink) throws IOException {
        if (before.equals(FileStamp.of(claim.file()))) {
            return false;
        }
        sink.changed();
        return true;
    }

    private boolean brokeOff(AcceptingSink sink, String accepted, BrokenDocumentException e) throws IOException {
        files.keep(claim, accepted);
        String reason = "document broke off: " + claim.name() + " cannot be read on from line " + e.line() + " ("
                + e.getMessage() + "); drop the whole document again";
        sink.brokeOff(reason);
        files.letGo(claim);
        LOG.warn("{}", reason);
        return true;
    }

    private String duplicate(String first) {
        return claim.name() + " has the same content as " + first
                + ", whose orders were all accepted without a failure; nothing of it was taken again.";
    }

    private NewDocument document(byte[] hash, String format, LocalDate day, String accepted) {
        String account = claim.account() != null
                ? claim.account()
                : terms.accounts().standard().map(a -> a.key().name()).orElse("none");
        return new NewDocument(
                claim.reference(),
                claim.source(),
                claim.name(),
                account,
                "",
                format,
                hash,
                claim.early(),
                claim.repeatable(),
                day,
                DocumentFiles.stem(claim),
                accepted,
                claim.receivedAt());
    }
}
