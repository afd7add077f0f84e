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

    /** A document of one order as filing needs it, its file relative to the data folder; null for one of many. */
    FiledDocument single;

    private int stateBefore;
    private int settledBefore;

    private DocumentCounters(long id) {
        this.id = id;
    }

    /** Of a document that this transaction has just put down: there is nothing to read. */
    static DocumentCounters ofNew(long id, DocumentState state, boolean replies) {
        DocumentCounters counters = new DocumentCounters(id);
        counters.state = state.code();
        counters.stateBefore = counters.state;
        counters.replies = replies;
        return counters;
    }

    static DocumentCounters read(Tx tx, long id) throws SQLException {
        DocumentCounters counters = new DocumentCounters(id);
        try (ResultSet row = tx.query(
                "select " + FilingDesk.DOCUMENT
                        + ", state, first_order, last_order, last_position, open, failed, settled_seq,"
                        + " replies from document where id = ?",
                id)) {
            if (!row.next()) {
                throw new LedgerException("document " + id + " is not in the ledger");
            }
            counters.state = row.getInt(12);
            counters.firstOrder = row.getLong(13);
            counters.lastOrder = row.getLong(14);
            counters.lastPosition = row.getInt(15);
            counters.open = row.getInt(16);
            counters.failed = row.getInt(17);
            counters.settledSeq = row.getInt(18);
            counters.replies = row.getInt(19) == 1;
            counters.single = row.getInt(10) == 1 ? null : FilingDesk.document(row, Path.of(""));
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

    /** Whether this is a document of one order which has come to its end for the first time, and so to be filed whole. */
    boolean isWhole() {
        return single != null && !more() && settledSeq == 1;
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
