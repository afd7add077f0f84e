package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Replays all failed orders of a state: first those that failed themselves, which take along those that fell with them,
 * then those that fell with an order of another state.
 */
final class BulkReplay {
    private static final int AT_A_TIME = 200;
    private static final int REFUSALS = 20;

    private static final String NEXT =
            "select o.id, c.reference from orders o join order_content c on c.order_id = o.id"
                    + " where o.state >= 3 and o.state <> 4 and (o.superseded_by is null or o.state = 3)"
                    + " and o.state = ? and o.account_id = ? and o.id > ? and o.id <= ? and ";
    private static final String FAILED_ITSELF =
            "not exists (select 1 from fell_with f where f.order_id = o.id) order by o.id limit ?";
    private static final String FELL =
            "exists (select 1 from fell_with f where f.order_id = o.id) order by o.id limit ?";

    private final Commits writer;
    private final Intervention intervention;
    private final Act act;
    private final List<Intervened> refusals = new ArrayList<>();
    private long replayed;
    private long refused;

    BulkReplay(Commits writer, Intervention intervention, Act act) {
        this.writer = writer;
        this.intervention = intervention;
        this.act = act;
    }

    ReplayedAll run(State state, String account) {
        long last = Ledger.await(writer.submit(tx -> number(tx, "select max(id) from orders")));
        List<Integer> accounts = Ledger.await(writer.submit(tx -> accounts(tx, account)));
        for (String which : List.of(FAILED_ITSELF, FELL)) {
            for (int id : accounts) {
                long after = 0;
                while (after < last) {
                    long from = after;
                    Done done = Ledger.await(writer.submit(tx -> some(tx, NEXT + which, state, id, from, last)));
                    count(done);
                    after = done.after();
                }
            }
        }
        return new ReplayedAll(replayed, refused, List.copyOf(refusals));
    }

    /** What one commit did, and where the next one goes on. */
    private record Done(List<Intervened> orders, long after) {}

    private Done some(Tx tx, String sql, State state, int account, long after, long last) throws SQLException {
        List<String> found = new ArrayList<>();
        long next = last;
        try (ResultSet rows = tx.query(sql, state.code(), account, after, last, AT_A_TIME)) {
            while (rows.next()) {
                found.add(rows.getString(2));
                next = found.size() == AT_A_TIME ? rows.getLong(1) : last;
            }
        }
        List<Intervened> orders = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        for (String reference : found) {
            if (!gone.contains(reference)) {
                Intervened order = intervention.replay(tx, reference, act);
                orders.add(order);
                gone.addAll(order.with());
            }
        }
        return new Done(orders, next);
    }

    private void count(Done done) {
        for (Intervened order : done.orders()) {
            if (order.isDone()) {
                replayed += 1 + order.with().size();
            } else {
                refused++;
                if (refusals.size() < REFUSALS) {
                    refusals.add(order);
                }
            }
        }
    }

    private static List<Integer> accounts(Tx tx, String name) throws SQLException {
        List<Integer> accounts = new ArrayList<>();
        try (ResultSet rows = tx.query("select id, name from account order by id")) {
            while (rows.next()) {
                if (name == null || AccountKey.parse(rows.getString(2)).name().equals(name)) {
                    accounts.add(rows.getInt(1));
                }
            }
        }
        return accounts;
    }

    private static long number(Tx tx, String sql) throws SQLException {
        try (ResultSet row = tx.query(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
