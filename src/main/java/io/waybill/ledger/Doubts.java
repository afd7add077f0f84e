package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rows of orders in doubt: which are to be asked about, and what has to be known for that. */
final class Doubts {
    private static final int SAMPLES = 50;

    static final String DUE = "select d.order_id, d.attempt, c.reference, c.query, d.sent_at, d.ended_at,"
            + " d.number_deleted, d.existing, d.claimed_code, d.asked, d.fruitless_since, d.absent_at from doubt d"
            + " join order_content c on c.order_id = d.order_id where d.account_id = ? and d.next_ask_at <= ?";
    static final String NEXT = "select min(next_ask_at) from doubt where account_id = ? and next_ask_at is not null";
    static final String SAMPLE = "select c.reference, c.query, o.bill_id from orders o"
            + " join order_content c on c.order_id = o.id where o.account_id = ? and o.operation = 0 and o.state = 4"
            + " and o.bill_id > 0 and o.deleted_by is null order by o.bill_id desc limit ?";

    private static final String ANEW =
            "update doubt set next_ask_at = ?, ended_at = ?, sent_at = case when sent_at > ? then ? else"
                    + " sent_at end, fruitless_since = null, absent_at = null where next_ask_at is not null";

    private final AccountRows accounts;
    private final Clock clock;

    Doubts(AccountRows accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * Puts the attempt that is under way in doubt, to be asked about at once. It has ended now, by its verdict or with
     * the process that held it.
     *
     * @return false if that attempt is not under way
     */
    boolean begin(Tx tx, long order, int attempt, Verdict verdict) throws SQLException {
        if (tx.update("update orders set state = 3 where id = ? and attempt = ? and state = 2", order, attempt) == 0) {
            return false;
        }
        long now = clock.millis();
        int account;
        long begun;
        Long numberDeleted;
        try (ResultSet row = tx.query(
                "select o.account_id, o.next_attempt_at, a.number_deleted_at from orders o"
                        + " join account a on a.id = o.account_id where o.id = ?",
                order)) {
            row.next();
            account = row.getInt(1);
            begun = row.getLong(2);
            numberDeleted = Columns.number(row, 3);
        }
        // where the clock was set back meanwhile, no times can be compared: then any such delete counts
        boolean deleted = numberDeleted != null && (numberDeleted >= begun || begun > now);
        boolean credentials = !verdict.verified() && verdict.suspend() != null;
        boolean exists = Existing.isAnswer(verdict);
        forget(tx, order);
        tx.update(
                "insert into doubt (order_id, account_id, attempt, sent_at, ended_at, number_deleted, existing,"
                        + " claimed_code, next_ask_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                order,
                account,
                attempt,
                begun == 0 ? now : Math.min(begun, now),
                now,
                deleted ? 1 : 0,
                exists ? verdict.billId() : null,
                credentials ? verdict.errorCode() : null,
                now);
        return true;
    }

    /**
     * The attempt of a deletion that is under way may have been done. It is tried again, and nothing is asked; the row
     * keeps the one thing that would be lost if a person gave it up meanwhile.
     */
    void perhapsDone(Tx tx, long order, int attempt) throws SQLException {
        long now = clock.millis();
        tx.update(
                "insert into doubt (order_id, account_id, attempt, sent_at, ended_at) select id, account_id, attempt, ?, ?"
                        + " from orders where id = ? and attempt = ? and state = 2 on conflict (order_id) do nothing",
                now,
                now,
                order,
                attempt);
    }

    /** Whether a deletion that has not ended, or that nobody wants any more, may have been done. */
    static boolean mayBeDone(Tx tx, long order) throws SQLException {
        try (ResultSet row = tx.query("select 1 from doubt where order_id = ?", order)) {
            return row.next();
        }
    }

    /** The order is in doubt no more. */
    static void forget(Tx tx, long order) throws SQLException {
        tx.update("delete from doubt where order_id = ?", order);
    }

    /** A DeleteOrder by a bare number begins: it may delete the very invoice that somebody is asked about. */
    void numberDeleted(Tx tx, int account) throws SQLException {
        tx.update("update account set number_deleted_at = ? where id = ?", clock.millis(), account);
        tx.update("update doubt set number_deleted = 1 where account_id = ? and next_ask_at is not null", account);
    }

    /**
     * The account's doubts that are due, at most that many. While it is suspended these are only those that are blamed
     * on its credentials and were never asked about; the time-out of the others stands still.
     */
    DoubtBatch due(Tx tx, AccountKey key, int most) throws SQLException {
        Instant now = clock.instant();
        long nanos = System.nanoTime();
        int account = accounts.id(tx, key);
        Suspension obstacle = accounts.obstacle(tx, key, now);
        boolean suspended = obstacle != null;
        boolean asks = tx.nodes().asks(tx, account);
        endedLaterThanNow(tx, account, now.toEpochMilli());
        if (suspended) {
            tx.update(
                    "update doubt set fruitless_since = null where account_id = ? and next_ask_at is not null"
                            + " and fruitless_since is not null",
                    account);
        }
        List<OpenDoubt> doubts = new ArrayList<>();
        try (ResultSet rows = tx.query(
                DUE + whileSuspended(obstacle) + " order by d.next_ask_at, d.order_id limit ?",
                account,
                now.toEpochMilli(),
                most)) {
            while (asks && rows.next()) {
                doubts.add(doubt(rows));
            }
        }
        MarkerSeen inTag;
        MarkerSeen inComment;
        try (ResultSet row = tx.query("select marker_in_tag, marker_in_comment from account where id = ?", account)) {
            row.next();
            inTag = MarkerSeen.values()[row.getInt(1)];
            inComment = MarkerSeen.values()[row.getInt(2)];
        }
        boolean known = inTag != MarkerSeen.NOT_YET && inComment != MarkerSeen.NOT_YET;
        return new DoubtBatch(
                key,
                suspended,
                doubts,
                inTag,
                inComment,
                known || doubts.isEmpty() ? List.of() : samples(tx, account),
                next(tx, account),
                now,
                nanos);
    }

    // A pause that a person or the far end asked for is kept in any case.
    private static String whileSuspended(Suspension obstacle) {
        if (obstacle == null) {
            return "";
        }
        return obstacle.code() == null || obstacle.limited()
                ? " and d.order_id is null"
                : " and d.claimed_code is not null and d.asked = 0";
    }

    private static OpenDoubt doubt(ResultSet row) throws SQLException {
        return new OpenDoubt(
                row.getLong(1),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getInt(7) == 1,
                Columns.number(row, 8),
                Columns.integer(row, 9),
                row.getInt(10),
                Columns.time(row, 11),
                Columns.time(row, 12));
    }

    private static List<ConfirmedCreate> samples(Tx tx, int account) throws SQLException {
        List<ConfirmedCreate> samples = new ArrayList<>();
        try (ResultSet rows = tx.query(SAMPLE, account, SAMPLES)) {
            while (rows.next()) {
                samples.add(new ConfirmedCreate(rows.getString(1), rows.getString(2), rows.getLong(3)));
            }
        }
        return samples;
    }

    private static Instant next(Tx tx, int account) throws SQLException {
        try (ResultSet row = tx.query(NEXT, account)) {
            row.next();
            return Columns.time(row, 1);
        }
    }

    /** Keeps what was learned about the account's markers. */
    void learned(Tx tx, DoubtFindings findings) throws SQLException {
        int account = accounts.id(tx, findings.account());
        int tag = findings.inTag().ordinal();
        int comment = findings.inComment().ordinal();
        tx.update(
                "update account set marker_in_tag = ? where id = ? and marker_in_tag <> ? and ? > 0",
                tag,
                account,
                tag,
                tag);
        tx.update(
                "update account set marker_in_comment = ? where id = ? and marker_in_comment <> ? and ? > 0",
                comment,
                account,
                comment,
                comment);
    }

    /**
     * Begins asking anew, for one account or, with null, for all: after a start, and after the clock has jumped. What
     * the times of before are worth is not known, so every attempt is taken to have ended only now.
     */
    Void anew(Tx tx, AccountKey key) throws SQLException {
        long now = clock.millis();
        if (key == null) {
            tx.update(ANEW, now, now, now, now);
        } else {
            tx.update(ANEW + " and account_id = ?", now, now, now, now, accounts.id(tx, key));
        }
        return null;
    }

    /** The same for those that came about before the clock was set back, should nobody have noticed. */
    private void endedLaterThanNow(Tx tx, int account, long now) throws SQLException {
        tx.update(ANEW + " and account_id = ? and ended_at > ?", now, now, now, now, account, now);
    }
}
