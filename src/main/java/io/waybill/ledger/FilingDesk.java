package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads what is settled and not filed yet. One instance serves one thread: it has a connection of its own. */
public final class FilingDesk implements AutoCloseable {
    private static final int MOST = 1000;
    static final String DOCUMENT = "id, reference, source, name, account, format, file, day, stem, lines, received_at";
    static final String ORDER = "select o.id, c.reference, o.position, c.line, a.name, o.operation, c.ref,"
            + " o.state, o.bill_id, c.query, c.accepted_at, o.settled_at, o.attempt, u.http_status, u.error_code,"
            + " u.error_text, u.reply, u.reason, (select r.reference from order_content r where r.order_id = o.related),"
            + " o.settled_seq, q.advice, q.candidates,"
            + " (select e.states from earlier_outcome e where e.order_id = o.id)"
            + " from orders o join order_content c on c.order_id = o.id"
            + " join account a on a.id = o.account_id left join outcome u on u.order_id = o.id"
            + " left join doubt q on q.order_id = o.id where ";

    // By the order's own number, so that each page begins where the last one ended; the plus signs keep the database
    // from going by another index and sorting the whole document for every page.
    static final String OUTCOMES = "select o.id, o.position, o.state, o.bill_id,"
            + " case when o.state <> 4 then (select u.reason from outcome u where u.order_id = o.id) end,"
            + " o.superseded_by from orders o where o.id > ? and o.id <= ?"
            + " and +o.document_id = ? and +o.settled_seq is not null order by o.id limit ?";

    private final ViewConnection view;
    private final Path data;
    private final JustSettled justSettled;

    FilingDesk(ViewConnection view, Path data, JustSettled justSettled) {
        this.view = view;
        this.data = data;
        this.justSettled = justSettled;
    }

    /** Documents with something to file or to report. */
    public List<Long> unfiled() {
        return view.read(() -> {
            List<Long> ids = new ArrayList<>();
            try (ResultSet rows = view.rows("select id from document where filed_seq < settled_seq"
                    + " or (state in (1, 2) and open = 0 and reported_seq < settled_seq)")) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            return ids;
        });
    }

    /** Whether all that is settled is on file; the report of a table may still be due. */
    public boolean filed() {
        return view.read(() -> {
            try (ResultSet rows = view.rows("select 1 from document where filed_seq < settled_seq limit 1")) {
                return !rows.next();
            }
        });
    }

    /** The next batches of those of some documents that are of one order each, and of which something is left to file. */
    public List<FilingBatch> nextOfSingle(List<Long> documents) {
        List<FilingBatch> batches = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (long document : documents) {
            FilingBatch whole = whole(document);
            if (whole == null) {
                unknown.add(document);
            } else {
                batches.add(whole);
            }
        }
        if (!unknown.isEmpty()) {
            view.read(() -> {
                for (long document : unknown) {
                    FilingBatch batch = read(document, true);
                    if (batch != null) {
                        batches.add(batch);
                    }
                }
                return null;
            });
        }
        return batches;
    }

    /** The next batch of a document, or null where nothing is left to file or to report. */
    public FilingBatch next(long documentId) {
        FilingBatch whole = whole(documentId);
        return whole == null ? view.read(() -> read(documentId, false)) : whole;
    }

    /** What is known of a document without reading, so that nothing has to be read; null where that is not all. */
    private FilingBatch whole(long documentId) {
        JustSettled.Whole whole = justSettled.takeWhole(documentId);
        return whole == null
                ? null
                : new FilingBatch(whole.document().below(data), List.of(whole.order()), 1, false, true, Map.of());
    }

    private FilingBatch read(long documentId, boolean single) throws SQLException {
        FiledDocument document;
        int settled;
        int filed;
        int reported;
        boolean ended;
        try (ResultSet row = view.rows(
                "select " + DOCUMENT + ", state, early, open, settled_seq, filed_seq, reported_seq"
                        + " from document where id = ?",
                documentId)) {
            if (!row.next() || row.getInt(12) == DocumentState.READING.code() && row.getInt(13) == 0) {
                // a document that may still be forgotten and read anew leaves no trace yet
                return null;
            }
            document = document(row, data);
            if (single && document.lines()) {
                return null;
            }
            ended = row.getInt(12) != DocumentState.READING.code() && row.getInt(14) == 0;
            settled = row.getInt(15);
            filed = row.getInt(16);
            reported = row.getInt(17);
        }
        List<SettledOrder> orders = justSettled.take(documentId, filed, MOST);
        int upTo = filed + orders.size();
        Map<Long, EarlierOutcome> earlier = new HashMap<>();
        if (orders.isEmpty()) {
            orders = new ArrayList<>();
            upTo = readSettled(documentId, filed, orders, earlier);
        }
        boolean reportDue = ended && upTo >= settled && reported < settled;
        // a report may take long: what a document of many has on file is committed before it is written
        boolean complete = reportDue && (upTo == filed || !document.lines());
        return upTo == filed && !complete
                ? null
                : new FilingBatch(
                        document,
                        orders,
                        earlier,
                        filed,
                        upTo,
                        upTo < settled || reportDue && !complete,
                        complete,
                        document.lines() ? lengths(documentId) : Map.of());
    }

    /** Reads the next orders behind a settling number; gives the last one's, of an order that goes on again too. */
    private int readSettled(long documentId, int filed, List<SettledOrder> orders, Map<Long, EarlierOutcome> earlier)
            throws SQLException {
        int upTo = filed;
        try (ResultSet rows = view.rows(
                ORDER + "o.document_id = ? and o.settled_seq > ? order by o.settled_seq limit ?",
                documentId,
                filed,
                MOST)) {
            while (rows.next()) {
                SettledOrder order = order(rows);
                upTo = rows.getInt(20);
                if (order.settledAt() != null) {
                    orders.add(order);
                    if (rows.getInt(23) != 0) {
                        earlier.put(order.id(), null);
                    }
                }
            }
        }
        for (Map.Entry<Long, EarlierOutcome> entry : earlier.entrySet()) {
            entry.setValue(earlier(entry.getKey()));
        }
        return upTo;
    }

    private EarlierOutcome earlier(long orderId) throws SQLException {
        try (ResultSet row = view.rows("select states, resolved_by from earlier_outcome where order_id = ?", orderId)) {
            row.next();
            return EarlierOutcome.of(row.getInt(1), row.getString(2));
        }
    }

    private Map<String, Long> lengths(long documentId) throws SQLException {
        Map<String, Long> lengths = new HashMap<>();
        try (ResultSet rows = view.rows("select path, length from filed_lines where document_id = ?", documentId)) {
            while (rows.next()) {
                lengths.put(rows.getString(1), rows.getLong(2));
            }
        }
        return lengths;
    }

    /** Gives the orders of a document that are filed already, in settling order; for a file that has to be rebuilt. */
    public void filed(long documentId, Consumer<SettledOrder> consumer) {
        view.read(() -> {
            try (ResultSet rows = view.rows(
                    ORDER
                            + "o.document_id = ? and o.settled_seq <= (select d.filed_seq from document d where d.id = o.document_id)"
                            + " order by o.settled_seq",
                    documentId)) {
                while (rows.next()) {
                    SettledOrder order = order(rows);
                    if (order.settledAt() != null) {
                        consumer.accept(order);
                    }
                }
            }
            return null;
        });
    }

    /** Every document that has orders, oldest first. */
    public List<FiledDocument> documents() {
        return view.read(() -> {
            List<FiledDocument> documents = new ArrayList<>();
            try (ResultSet rows =
                    view.rows("select " + DOCUMENT + " from document where first_order > 0 order by id")) {
                while (rows.next()) {
                    documents.add(document(rows, data));
                }
            }
            return documents;
        });
    }

    static FiledDocument document(ResultSet row, Path data) throws SQLException {
        String file = row.getString(7);
        return new FiledDocument(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                file == null ? null : data.resolve(file),
                LocalDate.parse(row.getString(8)),
                row.getString(9),
                row.getInt(10) == 1,
                Instant.ofEpochMilli(row.getLong(11)));
    }

    /**
     * How the orders of a document ended, in its order, behind one of them; at most that many.
     *
     * @param order the ledger's number of that order; 0 for the first page
     */
    public List<OutcomeRow> outcomes(long documentId, long order, int limit) {
        return view.read(() -> {
            long last;
            long after;
            try (ResultSet row = view.rows("select first_order, last_order from document where id = ?", documentId)) {
                if (!row.next()) {
                    return List.of();
                }
                after = Math.max(order, row.getLong(1) - 1);
                last = row.getLong(2);
            }
            List<OutcomeRow> outcomes = new ArrayList<>();
            try (ResultSet rows = view.rows(OUTCOMES, after, last, documentId, limit)) {
                while (rows.next()) {
                    outcomes.add(new OutcomeRow(
                            rows.getLong(1),
                            rows.getInt(2),
                            State.of(rows.getInt(3)),
                            Columns.number(rows, 4),
                            rows.getString(5),
                            Columns.number(rows, 6) != null));
                }
            }
            return outcomes;
        });
    }

    static SettledOrder order(ResultSet row) throws SQLException {
        Operation operation = Columns.number(row, 6) == null ? null : Operation.values()[row.getInt(6)];
        Long billId = Columns.number(row, 9);
        String query = row.getString(10);
        if (operation != null && !operation.creates() && query.isEmpty() && billId != null) {
            query = "bill_id=" + billId;
        }
        Long settledAt = Columns.number(row, 12);
        return new SettledOrder(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                row.getLong(4),
                AccountKey.parse(row.getString(5)),
                operation,
                row.getString(7),
                State.of(row.getInt(8)),
                billId,
                query,
                Instant.ofEpochMilli(row.getLong(11)),
                settledAt == null ? null : Instant.ofEpochMilli(settledAt),
                row.getInt(13),
                Columns.integer(row, 14),
                Columns.integer(row, 15),
                row.getString(16),
                row.getString(17),
                row.getString(18),
                row.getString(19),
                question(row));
    }

    /** What a doubt came to concerns nobody any more when the order has another state. */
    private static OpenQuestion question(ResultSet row) throws SQLException {
        boolean open = State.of(row.getInt(8)) == State.IN_DOUBT && row.getString(21) != null;
        return open ? new OpenQuestion(row.getString(21), row.getString(22)) : null;
    }

    @Override
    public void close() {
        view.close();
    }
}
