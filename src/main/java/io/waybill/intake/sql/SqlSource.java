package io.waybill.intake.sql;

import io.waybill.intake.DocumentBusyException;
import io.waybill.intake.IntakeHeaders;
import io.waybill.intake.RowsDocument;
import io.waybill.intake.SmallBody;
import io.waybill.ledger.DocumentResult;
import io.waybill.ledger.HeldElsewhereException;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.SourceReply;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.sql.SqlConstants;

/** What the routes of one source do between its database and intake; they name its methods. Safe for many threads. */
public final class SqlSource {
    private static final String ORDER = "WaybillSqlOrder";
    private static final String RESULT = "WaybillSqlResult";

    /** So many failures of a look, and nothing that went well. */
    private static final int ENOUGH = 3;

    private final SqlSettings settings;
    private final boolean tellsOutcomes;
    private final Ledger ledger;
    private final SqlPolls polls;
    private final SqlWatch watch;
    private final RowsBody body;
    private final Set<RowKey> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean full;
    private volatile boolean taken;

    SqlSource(SqlSettings settings, Ledger ledger, SqlPolls polls, SqlWatch watch, RowsBody body) {
        this.settings = settings;
        this.tellsOutcomes = settings.tellsOutcomes();
        this.ledger = ledger;
        this.polls = polls;
        this.watch = watch;
        this.body = body;
    }

    /** Makes of the rows that were found the orders that they are. */
    public void orders(Exchange exchange) {
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> rows = exchange.getMessage().getBody(List.class);
        failures.set(0);
        taken = false;
        full = false;
        List<SqlRow> orders = List.of();
        try {
            SqlRows found = SqlRows.of(rows, settings.key(), polls.limit());
            if (found.trouble() != null) {
                watch.trouble(found.trouble());
            }
            full = found.full();
            orders = new ArrayList<>(found.orders());
            // what could not be taken at the last look must not keep others out
            orders.sort(Comparator.comparing(order -> refused.contains(order.key())));
            refused.clear();
        } catch (SqlRows.Unusable e) {
            watch.trouble(e.getMessage());
        }
        exchange.getMessage().setBody(orders);
    }

    /** Makes of one order the document that intake takes. */
    public void document(Exchange exchange) {
        Message message = exchange.getMessage();
        SqlRow order = message.getBody(SqlRow.class);
        if (!taken && failures.get() >= ENOUGH) {
            // what is in the way of these is in the way of all
            exchange.setRouteStop(true);
            return;
        }
        exchange.setProperty(ORDER, order);
        message.setHeader(IntakeHeaders.SOURCE, "sql");
        message.setHeader(
                IntakeHeaders.NAME, settings.name() + " " + order.key().shown());
        message.setHeader(
                IntakeHeaders.IDENTITY, settings.name() + " " + order.key().text());
        message.setHeader(IntakeHeaders.CHANGED, "judge");
        message.setHeader(IntakeHeaders.CONTENT_TYPE, RowsDocument.CONTENT_TYPE);
        message.setHeader(IntakeHeaders.ACCOUNT, settings.account());
        message.setHeader(IntakeHeaders.MAPPING, settings.mapping());
        if (tellsOutcomes) {
            message.setHeader(IntakeHeaders.REPLY, replyRoute(settings.name()));
            message.setHeader(IntakeHeaders.REPLY_TO, order.key().json());
        }
        byte[] content = body.of(order.rows());
        message.setBody(content.length <= SmallBody.LONGEST ? new SmallBody(content) : content);
    }

    /** The name by which documents of a source ask for its outcome route. */
    static String replyRoute(String source) {
        return "sql." + source;
    }

    /** The ledger has the order: what the statement that marks it is given. */
    public void row(Exchange exchange) {
        Message message = exchange.getMessage();
        taken = true;
        exchange.setProperty(RESULT, message.getBody(DocumentResult.class));
        message.setBody(exchange.getProperty(ORDER, SqlRow.class).rows().get(0));
    }

    /** The order is marked as taken, if the statement did anything. */
    public void marked(Exchange exchange) {
        if (nothingChanged(exchange)) {
            watch.trouble(order(exchange) + " is taken, but taken.sql marked no row: see whether it is there still, and"
                    + " whether taken.sql names its key");
            return;
        }
        if (full) {
            polls.found(true);
        }
        DocumentResult result = exchange.getProperty(RESULT, DocumentResult.class);
        if (result.earlier() != null && tellsOutcomes) {
            // it was taken before, and its outcome may have been lost with its mark
            Ledger.await(ledger.replyAgain(result.document()));
        }
    }

    private static boolean nothingChanged(Exchange exchange) {
        Message message = exchange.getMessage();
        Integer updated = message.getHeader(SqlConstants.SQL_UPDATE_COUNT, Integer.class);
        Integer returned = message.getHeader(SqlConstants.SQL_ROW_COUNT, Integer.class);
        return (updated == null || updated == 0) && (returned == null || returned == 0);
    }

    private static String order(Exchange exchange) {
        return exchange.getProperty(ORDER, SqlRow.class).key().text();
    }

    /** One order could not be taken, or not be marked: it is seen again at the next look. */
    public void failed(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (exchange.getProperty(RESULT) != null) {
            watch.trouble(order(exchange) + " is taken, but could not be marked: " + reason(failure));
        } else if (!(failure instanceof DocumentBusyException || failure instanceof HeldElsewhereException)) {
            failures.incrementAndGet();
            refused.add(exchange.getProperty(ORDER, SqlRow.class).key());
            watch.trouble(order(exchange) + " could not be taken: " + reason(failure));
        }
    }

    /** What the statement that stores an outcome is given. */
    public void outcome(Exchange exchange) {
        SourceReply reply = exchange.getMessage().getBody(SourceReply.class);
        SettledOrder order = reply.orders().isEmpty() ? null : reply.orders().get(0);
        RowKey key = RowKey.parse(reply.replyTo());
        Map<String, Object> values = new HashMap<>(key.values());
        exchange.setProperty(ORDER, key.text());
        Instant settledAt = order == null ? reply.receivedAt() : order.settledAt();
        values.put(
                "waybill_state",
                order == null
                        ? reply.end().name().toLowerCase(Locale.ROOT)
                        : order.state().label());
        values.put("waybill_settled_at", Timestamp.from(settledAt));
        values.put("waybill_settled_unix", settledAt.getEpochSecond());
        values.put("waybill_reason", order == null || order.reason() == null ? reply.reason() : order.reason());
        values.put("waybill_id", order == null ? null : order.reference());
        values.put("waybill_ref", order == null ? null : order.ref());
        values.put("waybill_bill_id", order == null ? null : order.billId());
        values.put("waybill_code", order == null ? null : order.errorCode());
        exchange.getMessage().setBody(values);
    }

    /** @throws IllegalStateException where the outcome was stored nowhere, so that it is tried again */
    public void stored(Exchange exchange) {
        if (nothingChanged(exchange)) {
            throw new IllegalStateException(
                    "outcome.sql changed no row for " + exchange.getProperty(ORDER, String.class));
        }
    }

    /** What a person needs of a failure: what the database said, or else the innermost cause. */
    static String reason(Throwable failure) {
        Throwable told = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            told = cause instanceof SQLException || !(told instanceof SQLException) ? cause : told;
        }
        String message = told.getMessage();
        return message == null || message.isBlank()
                ? told.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
