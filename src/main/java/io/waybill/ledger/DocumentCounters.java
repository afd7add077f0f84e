package io.waybill.ledger;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the ledger counts of a document while its orders are accepted and settled. */
final class DocumentCounters {
    final long id;
    int state;
    long firstOrder;
    long lastOrder;
    int lastPosition;
    int open;
    int failed;
    int settledSeq;
    boolean replies;

    private boolean lines;
    private int stateBefore;
    private int settledBefore;

    private DocumentCounters(long id) {
        this.id = id;
    }

    /** Of a document that this transaction has just put down: there is nothing to read. */
    static DocumentCounters ofNew(long id, DocumentState state, boolean lines, boolean replies) {
        DocumentCounters counters = new DocumentCounters(id);
        counters.state = state.code();
        counters.stateBefore = counters.state;
        counters.lines = lines;
        counters.replies = replies;
        return counters;
    }

    static DocumentCounters read(Tx tx, long id) throws SQLException {
        DocumentCounters counters = new DocumentCounters(id);
        try (ResultSet row = tx.query(
                "select state, first_order, last_order, last_position, open, failed, settled_seq, replies, lines"
                        + " from document where id = ?",
                id)) {
            if (!row.next()) {
                throw new LedgerException("document " + id + " is not in the ledger");
            }
            counters.state = row.getInt(1);
            counters.firstOrder = row.getLong(2);
            counters.lastOrder = row.getLong(3);
            counters.lastPosition = row.getInt(4);
            counters.open = row.getInt(5);
            counters.failed = row.getInt(6);
            counters.settledSeq = row.getInt(7);
            counters.replies = row.getInt(8) == 1;
            counters.lines = row.getInt(9) == 1;
            counters.stateBefore = counters.state;
            counters.settledBefore = counters.settledSeq;
        }
        return counters;
    }

    /** Notes a new order; orders of a document come in their order. */
    void added(long orderId, int position) {
        if (firstOrder == 0) {
            firstOrder = orderId;
        }
        lastOrder = orderId;
        lastPosition = Math.max(lastPosition, position);
        open++;
    }

    /** Notes that one of its orders has ended, and gives the number under which that is filed. */
    int settled(State state) {
        open--;
        if (state.failed() && state != State.DUPLICATE) {
            failed++;
        }
        return ++settledSeq;
    }

    /** Notes that one of its orders, which had ended so, goes on. */
    void reopened(State state) {
        open++;
        if (state.failed() && state != State.DUPLICATE) {
            failed--;
        }
    }

    /** Whether this transaction brought something to file or to report. */
    boolean toFile() {
        return settledSeq != settledBefore || state != stateBefore;
    }

    /**
     * The document, its file relative to the data folder, if it is of one order, which has come to its end for the first
     * time and so is all that is to be filed of it; else null.
     */
    FiledDocument whole(Tx tx) throws SQLException {
        if (lines || more() || settledSeq != 1) {
            return null;
        }
        try (ResultSet row = tx.query("select " + FilingDesk.DOCUMENT + " from document where id = ?", id)) {
            row.next();
            return FilingDesk.document(row, Path.of(""));
        }
    }

    /** Whether orders of it have not ended, or may yet come. */
    boolean more() {
        return open > 0 || state == DocumentState.READING.code();
    }

    void write(Tx tx) throws SQLException {
        tx.update(
                "update document set state = ?, first_order = ?, last_order = ?, last_position = ?, open = ?,"
                        + " failed = ?, settled_seq = ? where id = ?",
                state,
                firstOrder,
                lastOrder,
                lastPosition,
                open,
                failed,
                settledSeq,
                id);
    }
}
