package io.waybill.intake;

import io.waybill.intake.mapping.Mapping;
import io.waybill.ledger.DocumentResult;
import io.waybill.ledger.IncomingDocument;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.NewOrder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link SmallBody} on its way into the ledger. Either all of it is committed at once, or nothing of it is and it goes
 * by the spool: of its name there is never more than one on the way.
 */
final class SmallDocument implements IncomingDocument {
    private static final int MOST_ORDERS = 100;

    private final Claim claim;
    private final byte[] content;
    private final OrderDocument document;
    private final Spool spool;
    private final LongWay longWay;

    /** Puts the body into the spool. */
    @FunctionalInterface
    interface LongWay {
        IncomingDocument open() throws IOException;
    }

    SmallDocument(Claim claim, SmallBody body, OrderDocument document, Spool spool, LongWay longWay) {
        this.claim = claim;
        this.content = body.content();
        this.document = document;
        this.spool = spool;
        this.longWay = longWay;
    }

    @Override
    public DocumentResult acceptInto(Ledger ledger) throws Exception {
        DocumentResult taken;
        Findings findings = new Findings();
        spool.reserve(claim);
        try {
            taken = taken(ledger, findings);
        } finally {
            spool.free(claim);
        }
        return taken == null ? longWay.open().acceptInto(ledger) : taken.with(null, null, findings::at);
    }

    /** What became of it; null where it has to go the long way. */
    private DocumentResult taken(Ledger ledger, Findings findings) throws IOException {
        List<NewOrder> orders = new ArrayList<>();
        byte[] hash = ContentHash.of(content);
        try {
            Mapping mapping = document.checkedMapping();
            Taken format = Formats.take(claim.contentType(), claim.name(), content);
            if (format.format() != Format.JSON && format.format() != Format.ROWS) {
                return null;
            }
            Assembler assembler = document.assembler(hash, mapping, findings);
            Tables.reader(format.format(), "").with(mapping).read(new ByteArrayInputStream(content), order -> {
                if (orders.size() == MOST_ORDERS) {
                    throw new ManyOrders();
                }
                orders.add(assembler.assemble(order));
            });
            return Ledger.await(ledger.acceptWhole(document.kept(hash, format.format()), content, orders));
        } catch (UnreadableDocumentException | BrokenDocumentException | ManyOrders e) {
            // whoever reads it from the spool says so
            return null;
        }
    }

    private static final class ManyOrders extends RuntimeException {
        ManyOrders() {
            super(null, null, false, false);
        }
    }
}
