package io.waybill.ledger;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where one route learns what it has to tell to sources. Of all nodes one tells of a document at a time; what it was told
 * is due no more when that is committed, so that a crash in between has it told twice. Any thread may use it.
 */
public final class ReplyDesk implements AutoCloseable {
    private static final int MOST_ORDERS = 1000;
    private static final int MOST_TEXT = 500;

    private final Commits writer;
    private final ViewConnection view;
    private final Replies replies;
    private final Path files;
    private final Clock clock;
    private final String route;

    ReplyDesk(Commits writer, ViewConnection view, Replies replies, Path files, Clock clock, String route) {
        this.writer = writer;
        this.clock = clock;
        this.view = view;
        this.replies = replies;
        this.files = files;
        this.route = route;
    }

    /** How long it is until there is something to tell, nothing if there is; null where nothing is known to come. */
    public Duration next() {
        Instant next = view.read(() -> {
            try (ResultSet row = view.rows(
                    "select min(due_at) from source_reply where route = ? and due_at is not null and node is null",
                    route)) {
                row.next();
                return Columns.time(row, 1);
            }
        });
        Instant now = clock.instant();
        return next == null ? null : next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
    }

    /** Takes documents that are due, at most that many. */
    public List<DueReply> take(int most) {
        return Ledger.await(writer.submit(tx -> Replies.take(tx, route, most)));
    }

    /** What is to be told of a document; null, and given back, where an order of it goes on. */
    public SourceReply read(DueReply due) {
        SourceReply reply = view.read(() -> find(due.document()));
        if (reply == null) {
            Ledger.await(writer.submit(tx -> Replies.notSettled(tx, due.document())));
        }
        return reply;
    }

    private SourceReply find(long document) throws SQLException {
        FiledDocument filed;
        DocumentState state;
        int total;
        int upTo;
        long first;
        long last;
        String replyTo;
        String reason;
        boolean again;
        try (ResultSet row = view.rows(
                "select " + FilingDesk.DOCUMENT + ", state, last_position, settled_seq, first_order, last_order,"
                        + " reply_to, reason, told_seq, open from document d join source_reply r on r.document_id = d.id"
                        + " where d.id = ?",
                document)) {
            if (!row.next() || row.getInt("open") > 0 || row.getInt("state") == DocumentState.READING.code()) {
                return null;
            }
            filed = FilingDesk.document(row, files);
            state = DocumentState.values()[row.getInt("state")];
            total = row.getInt("last_position");
            upTo = row.getInt("settled_seq");
            first = row.getLong("first_order");
            last = row.getLong("last_order");
            replyTo = row.getString("reply_to");
            reason = row.getString("reason");
            again = row.getInt("told_seq") >= 0;
        }
        return new SourceReply(
                filed.reference(),
                filed.source(),
                filed.name(),
                filed.account(),
                filed.receivedAt(),
                replyTo,
                DocumentResult.of(filed.reference(), state, null).end(),
                reason,
                again,
                total,
                states(document, first, last),
                orders(document, first, last),
                document,
                upTo);
    }

    private Map<State, Integer> states(long document, long first, long last) throws SQLException {
        Map<State, Integer> states = new EnumMap<>(State.class);
        try (ResultSet rows = view.rows(
                "select state, count(*) from orders where id between ? and ? and document_id = ? group by state",
                first,
                last,
                document)) {
            while (rows.next()) {
                states.put(State.of(rows.getInt(1)), rows.getInt(2));
            }
        }
        return states;
    }

    private List<SettledOrder> orders(long document, long first, long last) throws SQLException {
        List<SettledOrder> orders = new ArrayList<>();
        try (ResultSet rows = view.rows(
                FilingDesk.ORDER + "o.id between ? and ? and +o.document_id = ? order by o.id limit ?",
                first,
                last,
                document,
                MOST_ORDERS)) {
            while (rows.next()) {
                orders.add(FilingDesk.order(rows));
            }
        }
        return orders;
    }

    /** It was told: it is due no more, unless an outcome has changed meanwhile. */
    public void told(SourceReply reply) {
        Ledger.await(writer.submit(tx -> Replies.told(tx, reply)));
    }

    /** Telling it failed, for that reason; it is due again after a while that grows with each try. */
    public void failed(DueReply due, String reason) {
        String text = reason.length() > MOST_TEXT ? reason.substring(0, MOST_TEXT) : reason;
        Ledger.await(writer.submit(tx -> replies.failed(tx, due, text)));
    }

    @Override
    public void close() {
        view.close();
    }
}
