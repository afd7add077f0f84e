package io.waybill.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** What the ledger holds of the sources that are to be told what became of their documents. */
final class Replies {
    private final IntToLongFunction delayMillis;

    Replies(IntToLongFunction delayMillis) {
        this.delayMillis = delayMillis;
    }

    /** Notes what a source asked for, with the document's row. One of which nothing is taken is told at once. */
    static void ask(Tx tx, long document, ReplyRequest request, DocumentState state, String reason)
            throws SQLException {
        boolean ended = state == DocumentState.DUPLICATE || state == DocumentState.UNREADABLE;
        tx.update(
                "insert into source_reply (document_id, route, reply_to, reason, due_at) values (?, ?, ?, ?, ?)",
                document,
                request.route(),
                request.replyTo(),
                reason,
                ended ? tx.now() : null);
        if (ended) {
            tx.replyDue();
        }
    }

    static void because(Tx tx, long document, String reason) throws SQLException {
        tx.update("update source_reply set reason = ? where document_id = ?", reason, document);
    }

    /** All orders of the document are settled. */
    static void settled(Tx tx, long document, int upTo) throws SQLException {
        int due = tx.update(
                "update source_reply set due_at = ? where document_id = ? and due_at is null and told_seq < ?",
                tx.now(),
                document,
                upTo);
        if (due > 0) {
            tx.replyDue();
        }
    }

    /** Has a document that was told before told once more. */
    static Void again(Tx tx, String reference) throws SQLException {
        int due = tx.update(
                "update source_reply set due_at = ? where due_at is null and document_id ="
                        + " (select id from document where reference = ? and open = 0 and state <> 0)",
                tx.now(),
                reference);
        if (due > 0) {
            tx.replyDue();
        }
        return null;
    }

    static void forget(Tx tx, long document) throws SQLException {
        tx.update("delete from source_reply where document_id = ?", document);
    }

    /** What a process before this one was telling, in a ledger that only one has. */
    static void freeAll(Tx tx) throws SQLException {
        tx.update("update source_reply set node = null where node is not null");
    }

    /** What a node that is gone was telling. */
    static void free(Tx tx, long node) throws SQLException {
        tx.update("update source_reply set node = null where node = ?", node);
    }

    /** Takes documents that are due to be told by a route, those that wait longest first; at most that many. */
    static List<DueReply> take(Tx tx, String route, int most) throws SQLException {
        List<DueReply> taken = new ArrayList<>();
        // what was put off further than anything is was put off before the clock was set back
        try (ResultSet rows = tx.query(
                "select document_id, tries from source_reply where route = ? and due_at is not null and node is null"
                        + " and (due_at <= ? or due_at > ?) order by due_at limit ?",
                route,
                tx.now(),
                tx.now() + Retries.LONGER_THAN_ANY.toMillis(),
                most)) {
            while (rows.next()) {
                taken.add(new DueReply(rows.getLong(1), rows.getInt(2)));
            }
        }
        for (DueReply document : taken) {
            tx.update(
                    "update source_reply set node = ? where document_id = ?",
                    tx.nodes().id(),
                    document.document());
        }
        return taken;
    }

    /** It was told; what has been settled since then is due. */
    static Void told(Tx tx, SourceReply reply) throws SQLException {
        tx.update(
                "update source_reply set told_seq = ?, tries = 0, failing_since = null, failure = null, node = null,"
                        + " due_at = case when exists (select 1 from document d where d.id = document_id and d.open = 0"
                        + " and d.settled_seq > ?) then due_at end where document_id = ? and node = ?",
                reply.upTo(),
                reply.upTo(),
                reply.number(),
                tx.nodes().id());
        return null;
    }

    /** An order of it goes on: there is nothing to tell until that is settled. */
    static Void notSettled(Tx tx, long document) throws SQLException {
        tx.update(
                "update source_reply set node = null, due_at = case when exists (select 1 from document d"
                        + " where d.id = document_id and d.open = 0 and d.state <> 0) then due_at end"
                        + " where document_id = ? and node = ?",
                document,
                tx.nodes().id());
        return null;
    }

    /** Telling it failed; it is tried again later. */
    Void failed(Tx tx, DueReply document, String failure) throws SQLException {
        int tries = document.tries() + 1;
        tx.update(
                "update source_reply set node = null, tries = ?, failure = ?, due_at = ?,"
                        + " failing_since = coalesce(failing_since, ?) where document_id = ? and node = ?",
                tries,
                failure,
                tx.now() + delayMillis.applyAsLong(tries),
                tx.now(),
                document.document(),
                tx.nodes().id());
        return null;
    }
}
