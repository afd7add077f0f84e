package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Lists orders by filter. No page looks at more than an index of its state, or at a fixed number of orders. */
final class OrderListing {
    /** How many orders a page looks at where no index knows the state. */
    static final int LOOKED_AT = 50_000;

    static final String BY_REF = "select o.id, o.state, o.account_id from order_content c"
            + " join orders o on o.id = c.order_id where c.ref = ? and c.order_id < ? order by c.order_id desc";
    /** What the index of failures holds. */
    static final String NEEDS_SOMEBODY = "state >= 3 and state <> 4 and (superseded_by is null or state = 3)";

    static final String FAILED = "select id from orders indexed by orders_failed"
            + " where " + NEEDS_SOMEBODY + " and state = ? and account_id = ? and id < ?"
            + " order by id desc limit ?";
    static final String DUE = "select id from orders indexed by orders_due"
            + " where state = 0 and waits_for is null and account_id = ? and id < ? order by id desc limit ?";
    // The limit of none keeps the planner from fetching every row before it sorts.
    static final String WAITING = "select w.id, o.account_id from (select id from orders indexed by orders_waiting"
            + " where waits_for is not null and id < ? order by id desc limit -1) w"
            + " cross join orders o on o.id = w.id order by w.id desc";
    static final String BY_NUMBER =
            "select id, state, account_id from orders where id < ? and id >= ? order by id desc";
    static final String ROW = "select o.id, c.reference, c.ref, a.name, o.operation, o.state, o.bill_id, o.attempt,"
            + " c.accepted_at, o.settled_at, d.name, o.position, u.error_code, u.reason, q.next_ask_at from orders o"
            + " join order_content c on c.order_id = o.id join account a on a.id = o.account_id"
            + " join document d on d.id = o.document_id left join outcome u on u.order_id = o.id"
            + " left join doubt q on q.order_id = o.id where o.id = ?";

    private final ViewConnection view;

    OrderListing(ViewConnection view) {
        this.view = view;
    }

    OrderPage page(OrderFilter filter, long before, int limit) throws SQLException {
        List<Integer> accounts = accounts(filter.accounts());
        State state = filter.state();
        if (filter.ref() == null && state != null && state.failed()) {
            List<Long> ids = new ArrayList<>();
            for (int account : accounts) {
                collect(ids, limit, FAILED, state.code(), account, before, limit);
            }
            return page(newest(ids, limit), limit);
        }
        if (filter.ref() == null && state == State.ACCEPTED) {
            List<Long> ids = new ArrayList<>();
            for (int account : accounts) {
                collect(ids, limit, DUE, account, before, limit);
            }
            ids.addAll(pick(limit, 2, 0, accounts, null, WAITING, before));
            return page(newest(ids, limit), limit);
        }
        if (filter.ref() != null) {
            return page(pick(limit, 3, 2, accounts, state, BY_REF, filter.ref(), before), limit);
        }
        long end = Math.min(before, view.number(OverviewReader.HIGHEST) + 1);
        long begin = Math.max(0, end - LOOKED_AT);
        OrderPage page = page(pick(limit, 3, 2, accounts, state, BY_NUMBER, end, begin), limit);
        return page.next() != null || begin == 0 ? page : new OrderPage(page.orders(), begin);
    }

    /** The accounts of those names, or all. */
    private List<Integer> accounts(Set<String> names) throws SQLException {
        List<Integer> accounts = new ArrayList<>();
        try (ResultSet rows = view.rows("select id, name from account")) {
            while (rows.next()) {
                if (names == null
                        || names.contains(AccountKey.parse(rows.getString(2)).name())) {
                    accounts.add(rows.getInt(1));
                }
            }
        }
        return accounts;
    }

    private void collect(List<Long> ids, int limit, String sql, Object... parameters) throws SQLException {
        try (ResultSet rows = view.rows(sql, parameters)) {
            for (int i = 0; i < limit && rows.next(); i++) {
                ids.add(rows.getLong(1));
            }
        }
    }

    /** The first rows of those accounts and that state, whose columns are given; 0 for none. */
    private List<Long> pick(
            int limit,
            int accountColumn,
            int stateColumn,
            List<Integer> accounts,
            State state,
            String sql,
            Object... parameters)
            throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet rows = view.rows(sql, parameters)) {
            while (ids.size() < limit && rows.next()) {
                if (accounts.contains(rows.getInt(accountColumn))
                        && (state == null || rows.getInt(stateColumn) == state.code())) {
                    ids.add(rows.getLong(1));
                }
            }
        }
        return ids;
    }

    private static List<Long> newest(List<Long> ids, int limit) {
        ids.sort(Collections.reverseOrder());
        return ids.size() <= limit ? ids : ids.subList(0, limit);
    }

    private OrderPage page(List<Long> ids, int limit) throws SQLException {
        List<OrderRow> orders = new ArrayList<>();
        for (long id : ids) {
            try (ResultSet row = view.rows(ROW, id)) {
                row.next();
                orders.add(order(row));
            }
        }
        return new OrderPage(orders, ids.size() < limit ? null : ids.get(ids.size() - 1));
    }

    private static OrderRow order(ResultSet row) throws SQLException {
        Integer operation = Columns.integer(row, 5);
        Long settledAt = Columns.number(row, 10);
        return new OrderRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                AccountKey.parse(row.getString(4)),
                operation == null ? null : Operation.values()[operation],
                State.of(row.getInt(6)),
                Columns.number(row, 7),
                row.getInt(8),
                Instant.ofEpochMilli(row.getLong(9)),
                settledAt == null ? null : Instant.ofEpochMilli(settledAt),
                row.getString(11),
                row.getInt(12),
                Columns.integer(row, 13),
                row.getString(14),
                Columns.time(row, 15));
    }
}
