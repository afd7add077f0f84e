package io.waybill.ledger;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells of which documents something may still come, and deletes the rows of the others. One instance serves one thread:
 * it has a connection of its own.
 *
 * <p>What a deleted row costs: its identity is forgotten, so that the same order, or a whole document of the same content
 * or the same name at its source, is taken as new and sent again. A DeleteOrder by its {@code ref} finds no target any
 * more, and one by its {@code bill_id} goes out without being held behind it. Another order with its invoice number is
 * not noticed as doubled. Nobody can look it up.
 */
public final class RetentionDesk implements AutoCloseable {
    private static final int ORDERS_A_STEP = 200;

    /** Of an order in these states something may come: it is open, in doubt, or may be replayed. */
    private static final String MAY_MOVE = "(o.state in (0, 1, 2, 3) or o.state in (5, 6) and o.superseded_by is null)";

    // A document's counter of failures is asked first: most documents have none, and their orders are not looked at.
    private static final String SETTLED = "d.state <> 0 and d.open = 0 and d.filed_seq >= d.settled_seq"
            + " and (d.state not in (1, 2) or d.reported_seq >= d.settled_seq)"
            + " and not exists (select 1 from source_reply s where s.document_id = d.id and s.due_at is not null)"
            + " and (d.failed = 0 or not exists (select 1 from orders o where o.id between d.first_order and"
            + " d.last_order and o.document_id = d.id and " + MAY_MOVE + "))";
    private static final String UNSETTLED = "select " + FilingDesk.DOCUMENT
            + " from document d where d.day = ? and not (" + SETTLED + ") order by d.id";
    private static final String FORGET = "delete from document_body where document_id in (select b.document_id"
            + " from document_body b join document d on d.id = b.document_id where d.day < ? and " + SETTLED
            + " order by b.document_id limit ?)";
    // The newest rows stay, whatever their age: the next numbers are told from them.
    private static final String OLD = "select d.id, d.first_order, d.last_order, case when " + SETTLED
            + " then 1 else 0 end from document d where d.id > ? and d.received_at < ?"
            + " and d.id < (select max(id) from document) and d.last_order < (select max(id) from orders)"
            + " order by d.id limit 1";

    // An order on which another one hangs stays: one that waits for it or fell with it, one about it of which something
    // may come, and one that names it as its successor or its deletion. What hangs on it is deleted first.
    private static final String FREE = "select o.id from orders o where o.id between ? and ? and o.document_id = ?"
            + " and not exists (select 1 from orders w where w.waits_for = o.id)"
            + " and not exists (select 1 from fell_with f where f.predecessor = o.id)"
            + " and not exists (select 1 from orders g where g.group_key = 'o' || o.id and g.state in (0, 1, 2, 3, 5, 6))"
            + " and not exists (select 1 from orders p where p.id = o.related"
            + " and (p.superseded_by = o.id or p.deleted_by = o.id))"
            + " order by o.id limit ?";
    private static final List<String> OF_AN_ORDER = List.of(
            "order_content",
            "outcome",
            "history",
            "retry",
            "refused",
            "earlier_outcome",
            "fell_with",
            "doubt",
            "staged");

    private final Commits writer;
    private final ViewConnection view;
    private final Path data;

    RetentionDesk(Commits writer, ViewConnection view, Path data) {
        this.writer = writer;
        this.view = view;
        this.data = data;
    }

    /** The documents of a day of which something may still come, or is not filed yet. */
    public List<FiledDocument> unsettled(LocalDate day) {
        return view.read(() -> {
            List<FiledDocument> documents = new ArrayList<>();
            try (ResultSet rows = view.rows(UNSETTLED, day.toString())) {
                while (rows.next()) {
                    documents.add(FilingDesk.document(rows, data));
                }
            }
            return documents;
        });
    }

    /**
     * What one step did.
     *
     * @param before documents that came in before are deleted
     * @param document the document it was about
     * @param deleted how many orders went
     * @param more whether it may have more that can go
     */
    public record Step(Instant before, long document, int deleted, boolean more) {}

    /** Deletes the first rows of documents that came in before that time; null where there is none. */
    public Step first(Instant before) {
        return next(new Step(before, 0, 0, false));
    }

    /** Deletes the next rows, a few hundred at most; null when all are gone that can go. */
    public Step next(Step last) {
        Old old = next(last.more() ? last.document() - 1 : last.document(), last.before());
        if (old == null) {
            return null;
        }
        int deleted = old.settled ? Ledger.await(writer.submitBulk(tx -> delete(tx, old))) : 0;
        return new Step(last.before(), old.id, deleted, deleted > 0);
    }

    private record Old(long id, long first, long last, boolean settled) {}

    private Old next(long after, Instant before) {
        return view.read(() -> {
            try (ResultSet row = view.rows(OLD, after, before.toEpochMilli())) {
                return row.next() ? new Old(row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4) == 1) : null;
            }
        });
    }

    /**
     * Deletes the content of a few hundred documents that are no files and came in before that day; gives how many. Of
     * those of which something may still come it stays.
     */
    public int forgetContents(LocalDate before) {
        return Ledger.await(writer.submitBulk(tx -> tx.update(FORGET, before.toString(), ORDERS_A_STEP)));
    }

    private static int delete(Tx tx, Old document) throws SQLException {
        List<Long> free = new ArrayList<>();
        try (ResultSet rows = tx.query(FREE, document.first, document.last, document.id, ORDERS_A_STEP)) {
            while (rows.next()) {
                free.add(rows.getLong(1));
            }
        }
        int from = 0;
        for (int to = 0; to < free.size(); to++) {
            // the orders of a document mostly follow one another
            if (to + 1 == free.size() || free.get(to + 1) != free.get(to) + 1) {
                for (String table : OF_AN_ORDER) {
                    tx.update("delete from " + table + " where order_id between ? and ?", free.get(from), free.get(to));
                }
                tx.update("delete from orders where id between ? and ?", free.get(from), free.get(to));
                from = to + 1;
            }
        }
        if (free.isEmpty() && !anyLeft(tx, document)) {
            tx.update("delete from filed_lines where document_id = ?", document.id);
            Replies.forget(tx, document.id);
            tx.update("delete from document_body where document_id = ?", document.id);
            tx.update("delete from document where id = ?", document.id);
        }
        return free.size();
    }

    private static boolean anyLeft(Tx tx, Old document) throws SQLException {
        try (ResultSet row = tx.query(
                "select 1 from orders where id between ? and ? and document_id = ? limit 1",
                document.first,
                document.last,
                document.id)) {
            return row.next();
        }
    }

    @Override
    public void close() {
        view.close();
    }
}
