package io.waybill.intake;

import io.waybill.intake.mapping.Mapping;
import io.waybill.ledger.DocumentPlace;
import io.waybill.ledger.DocumentResult;
import io.waybill.ledger.DocumentState;
import io.waybill.ledger.HeldElsewhereException;
import io.waybill.ledger.IncomingDocument;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.NewDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A claimed document on its way into the ledger. It is hashed in a first pass and read in a second; only when the
 * ledger has committed its end does the document leave the place where it was claimed.
 */
final class OrderDocument implements IncomingDocument {
    private static final Logger LOG = LoggerFactory.getLogger(OrderDocument.class);

    private final Claim claim;
    private final IntakeTerms terms;
    private final DocumentFiles files;
    private final RandomGenerator random;
    private final ZoneId zone;
    private String takenFor = "";
    private Findings findings = new Findings();

    OrderDocument(Claim claim, IntakeTerms terms, DocumentFiles files, RandomGenerator random, ZoneId zone) {
        this.claim = claim;
        this.terms = terms;
        this.files = files;
        this.random = random;
        this.zone = zone;
    }

    @Override
    public DocumentResult acceptInto(Ledger ledger) throws IOException {
        DocumentPlace place;
        try {
            place = Ledger.await(ledger.take(claim.reference()));
        } catch (HeldElsewhereException e) {
            if (claim.identity() != null) {
                throw new DocumentBusyException(claim.name());
            }
            LOG.debug("{}: {}", claim.name(), e.getMessage());
            return result(DocumentState.READING, null);
        }
        if (ledger.isShared() && !Files.exists(claim.file())) {
            // another gateway has brought it to its end
            Ledger.await(ledger.letGo(claim.reference()));
            return result(DocumentState.READING, null);
        }
        DocumentResult result = acceptInto(ledger, place);
        Ledger.await(ledger.letGo(claim.reference()));
        return result;
    }

    private DocumentResult acceptInto(Ledger ledger, DocumentPlace begun) throws IOException {
        DocumentPlace place = begun;
        if (place != null && place.state() != DocumentState.READING) {
            finish(place);
            return result(place.state(), null);
        }
        if (place != null && place.judged() && !claim.early()) {
            // it was read to its end, and what it says has begun to count: what the file says by now does not
            Ledger.await(ledger.read(place.id()));
            files.letGo(claim);
            return result(DocumentState.READ, null);
        }
        DocumentResult result = readOnce(ledger, place);
        while (result == null) {
            LOG.info("{} changed while it was read; reading it anew", claim.name());
            place = Ledger.await(ledger.place(claim.reference()));
            result = readOnce(ledger, place);
        }
        return result;
    }

    private DocumentResult result(DocumentState end, String reason) {
        return DocumentResult.of(claim.reference(), end, reason);
    }

    /** What was found wrong with its orders when it was read or judged last. */
    Findings findings() {
        return findings;
    }

    /**
     * Reads the document for what is wrong with it alone.
     *
     * @return why nothing, or no more, of it can be read; null where all can
     */
    String judge() throws IOException {
        findings = new Findings();
        Mapping mapping = terms.mapping(claim.mapping());
        Assembler assembler = new Assembler(claim, "", terms, mapping, random, findings);
        try {
            checkAccount();
            checkMapping();
            content().read(mapping, assembler::assemble);
            return null;
        } catch (UnreadableDocumentException e) {
            return unreadable(e);
        } catch (BrokenDocumentException e) {
            return broken(e);
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

    /** Returns null if the document changed and has to be read anew. */
    private DocumentResult readOnce(Ledger ledger, DocumentPlace place) throws IOException {
        FileStamp before = FileStamp.of(claim.file());
        byte[] hash = ContentHash.of(claim.file());
        if (place != null && !claim.early() && !Arrays.equals(hash, place.contentHash())) {
            Ledger.await(ledger.forget(place.id()));
        }
        findings = new Findings();
        LocalDate day = LocalDate.ofInstant(claim.receivedAt(), zone);
        String accepted = place != null && place.file() != null ? place.file() : DocumentFiles.acceptedPath(claim, day);
        String format = "";
        try {
            if (place == null) {
                checkAccount();
                checkMapping();
            }
            Mapping mapping = mapping(place);
            DocumentContent found = content();
            format = found.format();
            AcceptingSink sink = new AcceptingSink(
                    ledger,
                    document(hash, format, day, accepted),
                    new Assembler(claim, identityBase(hash), terms, mapping, random, findings));
            try {
                found.read(mapping, sink);
            } catch (BrokenDocumentException e) {
                return changed(before, sink) ? null : brokeOff(sink, accepted, broken(e));
            }
            if (changed(before, sink)) {
                return null;
            }
            files.keep(claim, accepted);
            sink.ended();
            files.letGo(claim);
            return result(DocumentState.READ, null);
        } catch (AcceptingSink.RepeatedDocument e) {
            String reason = duplicate(e.getMessage());
            files.unkeep(accepted);
            files.putAside(claim, "duplicate", reason);
            return result(DocumentState.DUPLICATE, reason);
        } catch (UnreadableDocumentException e) {
            Ledger.await(ledger.unreadable(document(hash, format, day, null), unreadable(e)));
            files.putAside(claim, "unreadable", unreadable(e));
            LOG.warn("{} cannot be read and lies in errors/unreadable: {}", claim.name(), e.getMessage());
            return result(DocumentState.UNREADABLE, unreadable(e));
        }
    }

    /** By which mapping it is read, or null; of a document that is to be taken whole or not at all. */
    Mapping checkedMapping() throws UnreadableDocumentException {
        checkAccount();
        checkMapping();
        return terms.mapping(claim.mapping());
    }

    /** Makes orders of what is read. */
    Assembler assembler(byte[] hash, Mapping mapping, Findings found) {
        return new Assembler(claim, identityBase(hash), terms, mapping, random, found);
    }

    /** What the ledger keeps of a document that has no file. */
    NewDocument kept(byte[] hash, Format format) {
        return document(hash, Tables.format(format, ""), LocalDate.ofInstant(claim.receivedAt(), zone), null);
    }

    private DocumentContent content() throws UnreadableDocumentException, IOException {
        takenFor = "";
        DocumentContent content = DocumentContent.of(claim.file(), claim.name(), claim.contentType(), sheet());
        takenFor = " " + content.takenFor();
        return content;
    }

    private String sheet() {
        if (claim.sheet() != null) {
            return claim.sheet();
        }
        Mapping mapping = terms.mapping(claim.mapping());
        return mapping == null ? "" : mapping.sheet();
    }

    private String identityBase(byte[] hash) {
        if (claim.identity() != null) {
            return claim.identity();
        }
        return claim.repeatable() ? claim.reference() : HexFormat.of().formatHex(hash);
    }

    private void checkAccount() throws UnreadableDocumentException {
        if (claim.account() != null && terms.accounts().named(claim.account()).isEmpty()) {
            throw new UnreadableDocumentException("It came from a folder named \"" + claim.account()
                    + "\", which is no configured account and no mapping; expected the inbox itself or a folder of one of: "
                    + Stream.concat(
                                    terms.accounts().all().stream()
                                            .map(known -> known.key().name()),
                                    terms.mappings().names().stream())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    private void checkMapping() throws UnreadableDocumentException {
        if (claim.mapping() != null && terms.mapping(claim.mapping()) == null) {
            throw new UnreadableDocumentException("It is to be read by mapping \"" + claim.mapping()
                    + "\", which is not there; "
                    + (terms.mappings().names().isEmpty()
                            ? "there is none."
                            : "expected one of: "
                                    + String.join(", ", terms.mappings().names()) + "."));
        }
    }

    /** What was begun by one mapping is not gone on with by another. */
    private Mapping mapping(DocumentPlace place) {
        String name = place == null ? claim.mapping() : place.mapping().isEmpty() ? null : place.mapping();
        Mapping mapping = terms.mapping(name);
        if (name != null && mapping == null) {
            throw new IllegalStateException("a part of " + claim.name() + " was accepted by mapping " + name
                    + ", which is not there any more: put it back, so that the rest can be read");
        }
        return mapping;
    }

    private boolean changed(FileStamp before, AcceptingSink sink) throws IOException {
        if (before.equals(FileStamp.of(claim.file()))) {
            return false;
        }
        sink.changed();
        return true;
    }

    private DocumentResult brokeOff(AcceptingSink sink, String accepted, String reason) throws IOException {
        files.keep(claim, accepted);
        sink.brokeOff(reason);
        files.letGo(claim);
        LOG.warn("{}", reason);
        return result(DocumentState.BROKEN, reason);
    }

    private String broken(BrokenDocumentException e) {
        return "document broke off: " + claim.name() + " cannot be read on from line " + e.line() + " ("
                + e.getMessage() + "); drop the whole document again." + takenFor;
    }

    private String unreadable(UnreadableDocumentException e) {
        return claim.name() + " cannot be read. " + e.getMessage() + takenFor;
    }

    String duplicate(String first) {
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
                claim.mapping() == null ? "" : claim.mapping(),
                format,
                hash,
                claim.early(),
                claim.repeatable(),
                day,
                DocumentFiles.stem(claim),
                accepted,
                claim.receivedAt(),
                claim.reply());
    }
}
