package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes what is due and begins it, document by document in turn, so that a small one overtakes a large one.
 */
final class Leasing {
    /** How many orders one document gives before the next one has its turn. */
    private static final int SLICE = 64;

    private static final Operation[] OPERATIONS = Operation.values();

    /** With 1 where its orders may go: it was read to its end, or those before that are due early. */
    private static final String NEXT_DOCUMENT = "select o.document_id, (select case when d.state <> "
            + DocumentState.READING.code() + " or d.early = 1 then 1 else 0 end from document d"
            + " where d.id = o.document_id) from orders o where o.account_id = ? and o.document_id > ?"
            + " and o.state = 0 and o.waits_for is null order by o.document_id limit 1";

    private static final String DUE = "select o.id, o.attempt, o.operation, o.bill_id, c.reference, c.ref, c.query,"
            // settled once before and replayed: filing has to read what is on file of it
            + " o.position, c.line, c.accepted_at, coalesce(o.related, o.settled_seq)"
            + " from orders o join order_content c on c.order_id = o.id"
            + " where o.account_id = ? and o.document_id = ? and o.next_attempt_at between ? and ? and o.state = 0"
            + " and o.waits_for is null order by o.next_attempt_at, o.id limit ?";
    // A doubt has to know when the attempt began, even after a crash; the column has no other use while it is under
    // way.
    private static final String SENDING =
            "update orders set state = 2, attempt = attempt + 1, next_attempt_at = ?, node = ? where id between ? and ?";
    private static final String UNSENT =
            "update orders set state = 0, attempt = ?, next_attempt_at = 0, node = 0 where id = ? and attempt = ? and state = 2";

    private final AccountRows accounts;
    private final Doubts doubts;
    private final Clock clock;
    private final Map<AccountKey, Long> turn = new HashMap<>();

    Leasing(AccountRows accounts, Doubts doubts, Clock clock) {
        this.accounts = accounts;
        this.doubts = doubts;
        this.clock = clock;
    }

    /** Begins an attempt of at most that many due orders of the account; of none while something is in the way. */
    Lease lease(Tx tx, AccountKey account, int most) throws SQLException {
        Suspension suspension = accounts.obstacle(tx, account, clock.instant());
        if (suspension != null) {
            return new Lease(List.of(), suspension);
        }
        int id = accounts.id(tx, account);
        int room = tx.nodes().room(tx, id, most);
        if (room == 0) {
            return new Lease(List.of(), null);
        }
        Sweep sweep = new Sweep(tx, account, id, clock.millis(), room);
        long start = turn.getOrDefault(account, 0L);
        int before;
        do {
            before = sweep.leased.size();
            sweep.run(start, Long.MAX_VALUE);
            sweep.run(0, start);
        } while (sweep.leased.size() > before && sweep.leased.size() < room);
        turn.put(account, sweep.last);
        if (sweep.numberDeleted) {
            doubts.numberDeleted(tx, sweep.accountId);
        }
        return new Lease(sweep.leased, null);
    }

    /** One lease's way over the documents, a slice from each. */
    private static final class Sweep {
        private final Tx tx;
        private final AccountKey account;
        private final int accountId;
        private final long now;
        private final int most;
        private final List<LeasedOrder> leased = new ArrayList<>();
        private long last;
        private boolean numberDeleted;

        Sweep(Tx tx, AccountKey account, int accountId, long now, int most) {
            this.tx = tx;
            this.account = account;
            this.accountId = accountId;
            this.now = now;
            this.most = most;
        }

        void run(long after, long upTo) throws SQLException {
            long document = after;
            while (leased.size() < most) {
                boolean open;
                try (ResultSet row = tx.query(NEXT_DOCUMENT, accountId, document)) {
                    if (!row.next() || row.getLong(1) > upTo) {
                        return;
                    }
                    document = row.getLong(1);
                    open = row.getInt(2) == 1;
                }
                if (open) {
                    take(document);
                }
                last = document;
            }
        }

        private void take(long documentId) throws SQLException {
            int first = leased.size();
            take(documentId, 0, now, Math.min(SLICE, most - first));
            if (leased.size() == first) {
                take(
                        documentId,
                        now + Retries.LONGER_THAN_ANY.toMillis(),
                        Acceptance.HELD - 1,
                        Math.min(SLICE, most - first));
            }
            begin(leased.subList(first, leased.size()));
        }

        private void take(long documentId, long from, long to, int limit) throws SQLException {
            try (ResultSet rows = tx.query(DUE, accountId, documentId, from, to, limit)) {
                while (rows.next()) {
                    leased.add(new LeasedOrder(
                            order(rows),
                            documentId,
                            rows.getInt(8),
                            rows.getLong(9),
                            Instant.ofEpochMilli(rows.getLong(10)),
                            Columns.number(rows, 11) != null,
                            tx.nodes().id()));
                }
            }
        }

        /** Orders that were taken one behind the other are begun by one statement: all between them were taken, too. */
        private void begin(List<LeasedOrder> taken) throws SQLException {
            PreparedStatement sending = tx.statement(SENDING);
            int from = 0;
            for (int to = 0; to < taken.size(); to++) {
                long id = taken.get(to).order().id();
                if (to + 1 == taken.size() || taken.get(to + 1).order().id() != id + 1) {
                    sending.setLong(1, now);
                    sending.setLong(2, tx.nodes().id());
                    sending.setLong(3, taken.get(from).order().id());
                    sending.setLong(4, id);
                    sending.executeUpdate();
                    from = to + 1;
                }
            }
        }

        private DueOrder order(ResultSet row) throws SQLException {
            Operation operation = OPERATIONS[row.getInt(3)];
            String query = row.getString(7);
            if (!operation.creates()) {
                if (query.isEmpty()) {
                    query = "bill_id=" + row.getLong(4);
                } else {
                    numberDeleted |= isOfUnknownInvoice(row.getLong(1));
                }
            }
            return new DueOrder(
                    row.getLong(1), row.getInt(2) + 1, row.getString(5), account, operation, row.getString(6), query);
        }

        /** Whether a delete by number is of an invoice that no confirmed order of the ledger has. */
        private boolean isOfUnknownInvoice(long order) throws SQLException {
            try (ResultSet row = tx.query(
                    "select 1 from orders o join orders c on c.id = o.related where o.id = ? and c.operation = 0",
                    order)) {
                return !row.next();
            }
        }
    }

    /** Gives back orders of which surely nothing was sent, as if they had never been taken. */
    static Void giveBack(Tx tx, List<LeasedOrder> unsent) throws SQLException {
        for (LeasedOrder order : unsent) {
            int attempt = order.order().attempt();
            tx.update(UNSENT, attempt - 1, order.order().id(), attempt);
        }
        return null;
    }
}
