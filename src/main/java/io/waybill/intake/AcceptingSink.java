package io.waybill.intake;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.NewDocument;
import io.waybill.ledger.NewOrder;
import io.waybill.ledger.Opened;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Hands the orders of one document to the ledger in batches, a few of them on their way at a time. A document that
 * fits into one batch is one commit. The last order is held back until it is known whether it is the last.
 */
final class AcceptingSink implements OrderSink {
    private static final int BATCH = 512;
    private static final int BATCHES_UNDER_WAY = 3;

    /** The document repeats an earlier one: nothing of it was accepted, and reading it on is pointless. */
    static final class RepeatedDocument extends RuntimeException {
        RepeatedDocument(String first) {
            super(first, null, false, false);
        }
    }

    private final Ledger ledger;
    private final NewDocument document;
    private final Assembler assembler;
    private final Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
    private List<NewOrder> batch = new ArrayList<>();
    private long documentId;

    AcceptingSink(Ledger ledger, NewDocument document, Assembler assembler) {
        this.ledger = ledger;
        this.document = document;
        this.assembler = assembler;
    }

    @Override
    public void accept(RawOrder order) {
        if (batch.size() > BATCH) {
            NewOrder last = batch.remove(batch.size() - 1);
            send();
            batch.add(last);
        }
        batch.add(assembler.assemble(order));
    }

    @Override
    public void within(String member) {
        assembler.within(member);
    }

    private void send() {
        List<NewOrder> orders = batch;
        batch = new ArrayList<>(BATCH + 2);
        if (documentId == 0) {
            open(orders, false);
        } else {
            if (underWay.size() >= BATCHES_UNDER_WAY) {
                Ledger.await(underWay.remove());
            }
            underWay.add(ledger.accept(documentId, document.early(), orders));
        }
    }

    private void open(List<NewOrder> orders, boolean ended) {
        Opened opened = Ledger.await(ledger.accept(document, orders, ended));
        if (opened.duplicateOf() != null) {
            throw new RepeatedDocument(opened.duplicateOf());
        }
        documentId = opened.id();
        if (ended && opened.reading()) {
            Ledger.await(ledger.read(documentId));
        }
    }

    /** The document has come to its end: all of it is committed, and due, when this returns. */
    void ended() {
        if (documentId == 0) {
            open(batch, true);
            return;
        }
        holdLast();
        send();
        settleDown();
        Ledger.await(ledger.read(documentId));
    }

    /** The document broke off here: all of it is committed when this returns. */
    void brokeOff(String reason) {
        holdLast();
        send();
        settleDown();
        Ledger.await(ledger.brokeOff(documentId, reason));
    }

    /** The document changed while it was read: it leaves no trace, unless orders of it were due already. */
    void changed() {
        settleDown();
        if (documentId != 0 && !document.early()) {
            Ledger.await(ledger.forget(documentId));
        }
    }

    private void holdLast() {
        if (!batch.isEmpty()) {
            NewOrder last = batch.remove(batch.size() - 1);
            batch.add(last.held());
        }
    }

    private void settleDown() {
        while (!underWay.isEmpty()) {
            Ledger.await(underWay.remove());
        }
    }
}
