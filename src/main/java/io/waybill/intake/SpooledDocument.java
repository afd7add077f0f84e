package io.waybill.intake;

import io.waybill.ledger.DocumentPlace;
import io.waybill.ledger.DocumentResult;
import io.waybill.ledger.DocumentState;
import io.waybill.ledger.IncomingDocument;
import io.waybill.ledger.Ledger;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A spooled body on its way into the ledger, whose sender waits for an answer. One that was handed in before under the
 * same identity is answered from the ledger, and nothing of it is taken again.
 */
final class SpooledDocument implements IncomingDocument {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledDocument.class);

    private final Claim claim;
    private final boolean takenUp;
    private final boolean refusesChanges;
    private final OrderDocument document;
    private final Spool spool;
    private final SpoolLeftovers leftovers;

    /**
     * @param takenUp whether it is handed in by us, so that nobody waits
     * @param refusesChanges whether another content under a known identity is refused
     */
    SpooledDocument(
            Claim claim,
            boolean takenUp,
            boolean refusesChanges,
            OrderDocument document,
            Spool spool,
            SpoolLeftovers leftovers) {
        this.claim = claim;
        this.takenUp = takenUp;
        this.refusesChanges = refusesChanges;
        this.document = document;
        this.spool = spool;
        this.leftovers = leftovers;
    }

    @Override
    public DocumentResult acceptInto(Ledger ledger) throws IOException {
        DocumentResult result;
        try {
            result = claim.identity() == null || takenUp ? null : knownBefore(ledger);
            if (result == null) {
                result = document.acceptInto(ledger);
            }
        } catch (IOException | RuntimeException e) {
            notEnded(ledger);
            throw e;
        }
        return takenUp || result.end() == DocumentResult.End.CONFLICT ? result : answer(ledger, result);
    }

    /** What became of the document when it came before, or null. */
    private DocumentResult knownBefore(Ledger ledger) throws IOException {
        DocumentPlace place = Ledger.await(ledger.place(claim.reference()));
        if (place == null) {
            return null;
        }
        if (refusesChanges && !Arrays.equals(ContentHash.of(claim.file()), place.contentHash())) {
            spool.discard(claim.file());
            return DocumentResult.conflict(
                    claim.reference(),
                    claim.name() + " has another content than what came before under the same identity; nothing of it"
                            + " was taken");
        }
        if (place.state() == DocumentState.READING) {
            return null;
        }
        String reason =
                place.state() == DocumentState.DUPLICATE ? document.duplicate("an earlier document") : document.judge();
        spool.discard(claim.file());
        return DocumentResult.of(claim.reference(), place.state(), reason).repeated(claim.reference());
    }

    private DocumentResult answer(Ledger ledger, DocumentResult result) {
        DocumentResult committed = ledger.result(claim.reference());
        return committed.with(
                result.reason(),
                result.earlier(),
                position -> document.findings().at(position));
    }

    /** What the ledger has begun is brought to its end; of the rest nothing stays, since its sender has it still. */
    private void notEnded(Ledger ledger) {
        try {
            if (Ledger.await(ledger.place(claim.reference())) == null) {
                spool.discard(claim.file());
            } else if (!takenUp) {
                leftovers.again(claim.file());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} stays in the spool until the next start: {}", claim.name(), e.toString());
        }
    }
}
