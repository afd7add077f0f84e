package io.waybill.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The ways in which the reading of a document ends. */
final class DocumentEnd {
    private static final String DELETE_STAGED = "delete from staged where order_id in"
            + " (select id from orders where id between ? and ? and document_id = ?)";

    private final Settlement settlement;
    private final LedgerSignals signals;
    private final Clock clock;

    DocumentEnd(Settlement settlement, LedgerSignals signals, Clock clock) {
        this.settlement = settlement;
        this.signals = signals;
        this.clock = clock;
    }

    Void read(Tx tx, long documentId) throws SQLException {
        DocumentCounters document = tx.counters(documentId);
        document.state = DocumentState.READ.code();
        tx.update(
                "update orders set next_attempt_at = 0 where id between ? and ? and document_id = ?"
                        + " and next_attempt_at = ? and state = 0",
                document.firstOrder,
                document.lastOrder,
                documentId,
                Acceptance.HELD);
        tx.afterCommit(signals::due);
        return null;
    }

    Void brokeOff(Tx tx, long documentId, String reason) throws SQLException {
        DocumentCounters document = tx.counters(documentId);
        document.state = DocumentState.BROKEN.code();
        List<Long> held = new ArrayList<>();
        try (ResultSet rows = tx.query(
                "select id from orders where id between ? and ? and document_id = ? and state = 0"
                        + " and (next_attempt_at = ? or waits_for = ?)",
                document.firstOrder,
                document.lastOrder,
                documentId,
                Acceptance.HELD,
                Acceptance.STAGED)) {
            while (rows.next()) {
                held.add(rows.getLong(1));
            }
        }
        for (long order : held) {
            // an order that waited for one before it in the list may have ended with that one
            if (settlement.unfinished(tx, order)) {
                settlement.end(tx, order, State.INVALID, reason(tx, order, reason));
            }
        }
        tx.update(DELETE_STAGED, document.firstOrder, document.lastOrder, documentId);
        if (document.replies) {
            Replies.because(tx, documentId, reason);
        }
        return null;
    }

    /** What was wrong with the order itself comes first. */
    private static String reason(Tx tx, long order, String brokeOff) throws SQLException {
        try (ResultSet row = tx.query("select invalid from staged where order_id = ?", order)) {
            String own = row.next() ? row.getString(1) : null;
            return own == null ? brokeOff : own + "; " + brokeOff;
        }
    }

    /** Nothing of the document has been judged, so nothing else knows of its orders. */
    Void forget(Tx tx, long documentId) throws SQLException {
        DocumentCounters document = tx.counters(documentId);
        long first = document.firstOrder;
        long last = document.lastOrder;
        tx.update(DELETE_STAGED, first, last, documentId);
        tx.update(
                "delete from order_content where order_id in"
                        + " (select id from orders where id between ? and ? and document_id = ?)",
                first,
                last,
                documentId);
        tx.update("delete from orders where id between ? and ? and document_id = ?", first, last, documentId);
        tx.forgetCounters(documentId);
        Replies.forget(tx, documentId);
        tx.update("delete from document where id = ?", documentId);
        return null;
    }

    int dropUnknownTargets(Tx tx, Duration timeout) throws SQLException {
        List<Long> orders = new ArrayList<>();
        try (ResultSet rows = tx.query(
                "select o.id from orders o join order_content c on c.order_id = o.id where o.target is not null"
                        + " and o.waits_for = 0 and o.state = 0 and c.accepted_at < ?",
                clock.millis() - timeout.toMillis())) {
            while (rows.next()) {
                orders.add(rows.getLong(1));
            }
        }
        for (long order : orders) {
            settlement.end(
                    tx,
                    order,
                    State.INVALID,
                    "no order with this ref has come within " + timeout.toSeconds()
                            + " s; expected the ref of an order that Waybill created, or a bill_id");
        }
        return orders.size();
    }
}
