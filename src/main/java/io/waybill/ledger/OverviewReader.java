package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what is unfinished and what failed, each in the index that holds nothing else. */
final class OverviewReader {
    static final String FAILED = "select account_id, state, count(*) from orders indexed by orders_failed" + " where "
            + OrderListing.NEEDS_SOMEBODY + " group by state, account_id";
    static final String DUE = "select account_id, sum(case when next_attempt_at <= ? then 1 else 0 end), count(*),"
            + " sum(case when next_attempt_at = ? then 1 else 0 end),"
            + " min(case when next_attempt_at < ? then id end) from orders indexed by orders_due"
            + " where state = 0 and waits_for is null group by account_id";
    static final String WAITING =
            "select account_id, count(*), sum(case when waits_for = 0 then 1 else 0 end) from orders indexed by orders_waiting"
                    + " where waits_for >= 0 group by account_id";
    static final String STAGED = "select count(*) from orders indexed by orders_waiting where waits_for = -1";
    static final String UNFINISHED =
            "select count(*), sum(open) from document indexed by document_unfinished where open > 0 or state = 0";
    static final String UNFILED = "select count(*) from document indexed by document_unfiled where "
            + "filed_seq < settled_seq or (state in (1, 2) and open = 0 and reported_seq < settled_seq)";
    // The counter of failures also holds those whose place another order took: it says whether any have to be counted.
    static final String OLDEST = "select reference, name, account, state, received_at, last_position, open,"
            + " case when failed = 0 then 0 else (select count(*) from orders where orders.id between first_order and"
            + " last_order and document_id = document.id and "
            + OrderListing.NEEDS_SOMEBODY.replace("state", "orders.state")
            + ") end, settled_seq - filed_seq from document where id in (select id from (select id from document"
            + " indexed by document_unfinished where open > 0 or state = 0 order by id limit ?) w"
            + " union select id from (select id from document indexed by document_unfiled"
            + " where filed_seq < settled_seq or (state in (1, 2) and open = 0 and reported_seq < settled_seq)"
            + " order by id limit ?) w) order by id limit ?";
    static final String ASKING = "select account_id, count(*), min(next_ask_at) from doubt indexed by doubt_asked"
            + " where next_ask_at is not null group by account_id";
    static final String REPLIES = "select route, count(*), min(due_at) from source_reply indexed by source_reply_due"
            + " where due_at is not null group by route order by route";
    static final String FAILING_REPLIES = "select failing_since, failure from source_reply indexed by"
            + " source_reply_failing where failing_since is not null and route = ? order by failing_since limit 1";
    static final String HIGHEST = "select max(id) from orders";
    static final String ACCEPTED_AT = "select accepted_at from order_content where order_id = ?";
    private static final String ACCOUNTS =
            "select id, name, paused, paused_until, paused_code, paused_reason from account order by name";

    private final ViewConnection view;

    OverviewReader(ViewConnection view) {
        this.view = view;
    }

    Overview read(Instant now, int mostDocuments) throws SQLException {
        Map<Integer, Map<State, Long>> failed = failed();
        Map<Integer, long[]> due = sums(DUE, 4, now.toEpochMilli(), Acceptance.HELD, Acceptance.HELD);
        Map<Integer, long[]> waiting = sums(WAITING, 2);
        Map<Integer, long[]> asking = sums(ASKING, 2);
        long staged = view.number(STAGED);
        long open;
        long unfinished;
        try (ResultSet row = view.rows(UNFINISHED)) {
            row.next();
            unfinished = row.getLong(1);
            open = row.getLong(2);
        }
        List<AccountOverview> accounts = new ArrayList<>();
        long here = staged;
        try (ResultSet row = view.rows(ACCOUNTS)) {
            while (row.next()) {
                int id = row.getInt(1);
                long[] dueHere = due.getOrDefault(id, new long[4]);
                long[] waitingHere = waiting.getOrDefault(id, new long[2]);
                long[] askingHere = asking.getOrDefault(id, new long[2]);
                here += dueHere[1] + waitingHere[0] + askingHere[0];
                accounts.add(new AccountOverview(
                        AccountKey.parse(row.getString(2)),
                        dueHere[0],
                        dueHere[1] - dueHere[0] - dueHere[2],
                        dueHere[2],
                        waitingHere[0],
                        waitingHere[1],
                        acceptedAt(dueHere[3]),
                        ended(failed.getOrDefault(id, Map.of()), askingHere[0]),
                        askingHere[0],
                        askingHere[0] == 0 ? null : Instant.ofEpochMilli(askingHere[1]),
                        Suspension.of(row, 3, now)));
            }
        }
        return new Overview(
                accounts,
                open,
                staged,
                open - here,
                unfinished,
                view.number(UNFILED),
                documents(mostDocuments),
                replies(),
                view.number(HIGHEST));
    }

    private Map<Integer, Map<State, Long>> failed() throws SQLException {
        Map<Integer, Map<State, Long>> counts = new HashMap<>();
        try (ResultSet rows = view.rows(FAILED)) {
            while (rows.next()) {
                counts.computeIfAbsent(rows.getInt(1), id -> new EnumMap<>(State.class))
                        .put(State.of(rows.getInt(2)), rows.getLong(3));
            }
        }
        return counts;
    }

    /** Without the doubts that are still asked about. */
    private static Map<State, Long> ended(Map<State, Long> failed, long asking) {
        Map<State, Long> ended = new EnumMap<>(State.class);
        ended.putAll(failed);
        ended.computeIfPresent(State.IN_DOUBT, (state, all) -> all > asking ? all - asking : null);
        return ended;
    }

    private Map<Integer, long[]> sums(String sql, int columns, Object... parameters) throws SQLException {
        Map<Integer, long[]> sums = new HashMap<>();
        try (ResultSet rows = view.rows(sql, parameters)) {
            while (rows.next()) {
                long[] sum = new long[columns];
                for (int i = 0; i < columns; i++) {
                    sum[i] = rows.getLong(i + 2);
                }
                sums.put(rows.getInt(1), sum);
            }
        }
        return sums;
    }

    private List<WaitingReplies> replies() throws SQLException {
        List<WaitingReplies> replies = new ArrayList<>();
        try (ResultSet rows = view.rows(REPLIES)) {
            while (rows.next()) {
                String route = rows.getString(1);
                try (ResultSet failing = view.rows(FAILING_REPLIES, route)) {
                    boolean any = failing.next();
                    replies.add(new WaitingReplies(
                            route,
                            rows.getLong(2),
                            Columns.time(rows, 3),
                            any ? Columns.time(failing, 1) : null,
                            any ? failing.getString(2) : null));
                }
            }
        }
        return replies;
    }

    private Instant acceptedAt(long order) throws SQLException {
        return order == 0 ? null : Instant.ofEpochMilli(view.number(ACCEPTED_AT, order));
    }

    private List<OpenDocument> documents(int most) throws SQLException {
        List<OpenDocument> documents = new ArrayList<>();
        try (ResultSet row = view.rows(OLDEST, most, most, most)) {
            while (row.next()) {
                documents.add(new OpenDocument(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        DocumentState.values()[row.getInt(4)],
                        Instant.ofEpochMilli(row.getLong(5)),
                        row.getInt(6),
                        row.getInt(7),
                        row.getInt(8),
                        row.getInt(9)));
            }
        }
        return documents;
    }
}
