package io.waybill.ledger;

import io.waybill.ledger.OrderStory.WaitsFor;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads one order's whole story. */
final class StoryReader {
    // The plus keeps the planner from putting the one condition into the other, which the index does not know.
    static final String BY_REFERENCE =
            "select order_id from order_content where substr(reference, 1, 1) = ? and +reference = ?";
    static final String LINKS = "select o.document_id, o.state, o.next_attempt_at, o.waits_for, o.settled_seq,"
            + " d.state, d.filed_seq, o.related, o.superseded_by, o.deleted_by"
            + " from orders o join document d on d.id = o.document_id where o.id = ?";
    static final String NEXT_QUESTION = "select next_ask_at from doubt where order_id = ?";
    static final String SUPERSEDED_BY = "select superseded_by from orders where id = ?";
    static final String REFERENCE = "select reference from order_content where order_id = ?";
    static final String HISTORY = "select at, attempt, event, detail from history where order_id = ? order by id";
    static final String ORDER = FilingDesk.ORDER + "o.id = ?";
    static final String DOCUMENT = "select " + FilingDesk.DOCUMENT + " from document where id = ?";

    private final ViewConnection view;
    private final Path data;

    StoryReader(ViewConnection view, Path data) {
        this.view = view;
        this.data = data;
    }

    /** The story of the order of that public id; null where there is none. */
    OrderStory read(String reference) throws SQLException {
        if (reference.isEmpty()) {
            return null;
        }
        long id = view.number(BY_REFERENCE, reference.substring(0, 1), reference);
        if (id == 0) {
            return null;
        }
        SettledOrder order;
        try (ResultSet row = view.rows(ORDER, id)) {
            row.next();
            order = FilingDesk.order(row);
        }
        try (ResultSet row = view.rows(LINKS, id)) {
            row.next();
            return story(order, row);
        }
    }

    private OrderStory story(SettledOrder order, ResultSet row) throws SQLException {
        boolean sendable = row.getInt(2) == State.ACCEPTED.code();
        long nextAttempt = row.getLong(3);
        Long waits = Columns.number(row, 4);
        Integer seq = Columns.integer(row, 5);
        Long related = Columns.number(row, 8);
        boolean supersedes = related != null && view.number(SUPERSEDED_BY, related) == order.id();
        boolean later = sendable && nextAttempt > 0 && nextAttempt < Acceptance.HELD;
        return new OrderStory(
                order,
                document(row.getLong(1)),
                DocumentState.values()[row.getInt(6)],
                order.settledAt() != null && seq != null && seq <= row.getInt(7),
                later ? Instant.ofEpochMilli(nextAttempt) : null,
                nextQuestion(order.id()),
                sendable ? waitsFor(waits, nextAttempt) : WaitsFor.NOTHING,
                waits == null || waits <= 0 ? null : reference(waits),
                supersedes ? order.related() : null,
                reference(Columns.number(row, 9)),
                reference(Columns.number(row, 10)),
                history(order.id()));
    }

    private Instant nextQuestion(long order) throws SQLException {
        try (ResultSet row = view.rows(NEXT_QUESTION, order)) {
            return row.next() ? Columns.time(row, 1) : null;
        }
    }

    private static WaitsFor waitsFor(Long waits, long nextAttempt) {
        if (waits == null) {
            return nextAttempt == Acceptance.HELD ? WaitsFor.DOCUMENT : WaitsFor.NOTHING;
        }
        if (waits == Acceptance.STAGED) {
            return WaitsFor.DOCUMENT;
        }
        return waits == Acceptance.UNKNOWN_TARGET ? WaitsFor.TARGET : WaitsFor.PREDECESSOR;
    }

    private FiledDocument document(long id) throws SQLException {
        try (ResultSet row = view.rows(DOCUMENT, id)) {
            row.next();
            return FilingDesk.document(row, data);
        }
    }

    private String reference(Long order) throws SQLException {
        if (order == null) {
            return null;
        }
        try (ResultSet row = view.rows(REFERENCE, order)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private List<HistoryEvent> history(long order) throws SQLException {
        List<HistoryEvent> events = new ArrayList<>();
        try (ResultSet row = view.rows(HISTORY, order)) {
            while (row.next()) {
                events.add(new HistoryEvent(
                        Instant.ofEpochMilli(row.getLong(1)), row.getInt(2), row.getString(3), row.getString(4)));
            }
        }
        return events;
    }
}
