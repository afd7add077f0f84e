package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The nodes in the database's own books. A node has a row with a deadline, by the database's clock, that each of its
 * commits puts off. Once that has passed, any other node may declare it gone and take up its work; if it was only
 * frozen, it finds that out at its next commit, which fails, and comes back under another number.
 */
final class SharedNodes implements Nodes {
    private static final String RENEW =
            "update node set deadline = (extract(epoch from clock_timestamp()) * 1000)::bigint + ?, commits = ?"
                    + " where id = ? and not gone";
    private static final String JOIN = "insert into node (name, since, deadline, commits)"
            + " values (?, ?, (extract(epoch from clock_timestamp()) * 1000)::bigint + ?, 0) returning id";
    private static final String ORPHANS = "select o.id from orders o where o.state = 2"
            + " and not exists (select 1 from node n where n.id = o.node and not n.gone) order by o.id";
    /** {@code since} of a node that has left. */
    private static final long LEFT = 0;

    /** How long the commits of a node that is gone are remembered. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final String HELD_BY_OTHER = "the document %s is in the hands of another gateway";

    /** The lease was over, and another node has taken up what this one had. */
    static final class LeaseLost extends SQLException {
        LeaseLost(String reason) {
            super(reason);
        }
    }

    /** A node's right to send, as this process knows it. */
    private record Held(long node, long fromNanos, long fromMillis) {}

    private final String name;
    private final long leaseMillis;
    private final long safeNanos;
    private final long safeMillis;
    private final Clock wall;

    // of the writer's thread
    private final Set<Integer> trusted = new HashSet<>();
    private boolean joining;
    private long now;
    private long judgesFrom;
    private long commits;
    private Held renewing;

    private volatile long id;
    private volatile Held held;
    private volatile List<Long> live = List.of();

    SharedNodes(String name, Duration lease, Clock wall) {
        this.name = name;
        this.leaseMillis = lease.toMillis();
        // clocks do not run at quite the same speed
        this.safeMillis = leaseMillis - leaseMillis / 10;
        this.safeNanos = lease.toNanos() - lease.toNanos() / 10;
        this.wall = wall;
    }

    // ---- the lease

    /** At the beginning of a transaction; makes it this node's first where it has no number. */
    void begin(Tx tx, long time) throws SQLException {
        now = time;
        trusted.clear();
        if (id == 0) {
            try (ResultSet row = tx.query(JOIN, name, now, leaseMillis)) {
                row.next();
                joining = true;
                id = row.getLong(1);
                commits = 0;
            }
        }
    }

    /** As the last act before a commit; gives the commit's number. */
    long renew(Tx tx) throws SQLException {
        renewing = new Held(id, System.nanoTime(), wall.millis());
        commits++;
        if (tx.update(RENEW, leaseMillis, commits, id) == 0) {
            held = null;
            id = 0;
            throw new LeaseLost("This gateway did not reach the database for longer than its lease of " + leaseMillis
                    + " ms; others have taken up its work, and it begins anew");
        }
        return commits;
    }

    /** The commit is done. */
    void renewed() {
        joining = false;
        held = renewing;
    }

    /** The transaction was undone. */
    void rolledBack() {
        if (joining) {
            joining = false;
            id = 0;
        }
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    // Two clocks: one that cannot be set, and one that goes on while the machine sleeps.
    @Override
    public boolean holds(long node) {
        Held last = held;
        return last != null
                && last.node == node
                && System.nanoTime() - last.fromNanos < safeNanos
                && wall.millis() - last.fromMillis < safeMillis;
    }

    /** Leaves; what is still being sent is left to whoever finds the lease over. */
    void leave(Tx tx) throws SQLException {
        try (ResultSet row = tx.query("select 1 from orders where state = 2 and node = ? limit 1", id)) {
            if (row.next()) {
                return;
            }
        }
        // the next one to look declares it gone; this very commit still needs the row
        tx.update("update node set since = ? where id = ?", LEFT, id);
    }

    // ---- the others

    /**
     * Declares those gone whose lease is over, and frees what they had; gives whether there were any. Also looks who is
     * at work. If its own lease was over as well, all of them could not reach the database: then the others get as long
     * as a lease to come back.
     */
    boolean look(Tx tx) throws SQLException {
        List<Long> ids = new ArrayList<>();
        List<Long> silent = new ArrayList<>();
        List<Long> over = new ArrayList<>();
        try (ResultSet rows = tx.query("select id, deadline, since from node where not gone order by id")) {
            while (rows.next()) {
                long node = rows.getLong(1);
                boolean late = rows.getLong(2) < now;
                if (node != id && rows.getLong(3) == LEFT) {
                    over.add(node);
                } else if (node != id && late) {
                    silent.add(node);
                } else if (late) {
                    judgesFrom = now + leaseMillis;
                }
                ids.add(node);
            }
        }
        if (now >= judgesFrom) {
            over.addAll(silent);
        }
        for (long node : over) {
            giveUp(tx, node);
        }
        ids.removeAll(over);
        live = ids;
        return !over.isEmpty();
    }

    private void giveUp(Tx tx, long node) throws SQLException {
        tx.update("update node set gone = true where id = ?", node);
        tx.update("delete from reading where node = ?", node);
        tx.update("delete from filing where node = ?", node);
        tx.update("update account set asker = 0 where asker = ?", node);
        Replies.free(tx, node);
        tx.update("delete from node where gone and deadline < ?", now - REMEMBERED.toMillis());
    }

    @Override
    public int live() {
        return Math.max(1, live.size());
    }

    /** The oldest. */
    @Override
    public boolean leads() {
        List<Long> ids = live;
        return !ids.isEmpty() && ids.get(0) == id;
    }

    // What does not divide evenly goes to the nodes in turn, another one first for each account.
    @Override
    public int share(AccountKey account, int limit) {
        List<Long> ids = live;
        int rank = ids.indexOf(id);
        if (rank < 0) {
            return 1;
        }
        int turn = Math.floorMod(rank + account.text().hashCode(), ids.size());
        return Math.max(1, limit / ids.size() + (turn < limit % ids.size() ? 1 : 0));
    }

    @Override
    public boolean alone(Tx tx) throws SQLException {
        try (ResultSet row = tx.query("select 1 from node where not gone and id <> ? limit 1", id)) {
            return !row.next();
        }
    }

    @Override
    public List<Long> orphans(Tx tx) throws SQLException {
        List<Long> orders = new ArrayList<>();
        try (ResultSet rows = tx.query(ORPHANS)) {
            while (rows.next()) {
                orders.add(rows.getLong(1));
            }
        }
        return orders;
    }

    // ---- accounts

    /** One order of all nodes, until the account's first verified answer. */
    @Override
    public int room(Tx tx, int account, int most) throws SQLException {
        try (ResultSet row = tx.query(
                "select a.trusted, (select count(*) from orders o where o.account_id = a.id and o.state = 2)"
                        + " from account a where a.id = ?",
                account)) {
            row.next();
            return row.getInt(1) == 1 ? most : row.getLong(2) == 0 ? Math.min(1, most) : 0;
        }
    }

    @Override
    public boolean trusted(Tx tx, int account) throws SQLException {
        return trusted.add(account)
                && tx.update("update account set trusted = 1 where id = ? and trusted = 0", account) == 1;
    }

    /** Whoever comes first, for as long as it is there. */
    @Override
    public boolean asks(Tx tx, int account) throws SQLException {
        return tx.update("update account set asker = ? where id = ? and asker in (0, ?)", id, account, id) == 1;
    }

    // ---- documents

    @Override
    public void read(Tx tx, String reference) throws SQLException {
        tx.update("insert into reading (reference, node) values (?, ?) on conflict do nothing", reference, id);
        try (ResultSet row = tx.query("select 1 from reading where reference = ? and node = ?", reference, id)) {
            if (!row.next()) {
                throw new HeldElsewhereException(HELD_BY_OTHER.formatted(reference));
            }
        }
    }

    @Override
    public void checkReads(Tx tx, long document) throws SQLException {
        try (ResultSet row = tx.query(
                "select 1 from reading r join document d on d.reference = r.reference where d.id = ? and r.node = ?",
                document,
                id)) {
            if (!row.next()) {
                throw new HeldElsewhereException(HELD_BY_OTHER.formatted(document));
            }
        }
    }

    @Override
    public void letGo(Tx tx, String reference) throws SQLException {
        tx.update("delete from reading where reference = ? and node = ?", reference, id);
    }

    @Override
    public boolean file(Tx tx, long document) throws SQLException {
        tx.update("insert into filing (document_id, node) values (?, ?) on conflict do nothing", document, id);
        try (ResultSet row = tx.query("select 1 from filing where document_id = ? and node = ?", document, id)) {
            return row.next();
        }
    }

    @Override
    public void filed(Tx tx, long document) throws SQLException {
        tx.update("delete from filing where document_id = ? and node = ?", document, id);
    }
}
