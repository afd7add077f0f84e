package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts' rows: their numbers, whether they are suspended, and until when they wait. */
final class AccountRows {
    private static final Duration LIMIT_PAUSE = Duration.ofHours(24);

    private static final String RESUME =
            "update account set paused = 0, paused_until = null, paused_code = null, paused_reason = null, trusted = 0";

    private final LedgerSignals signals;
    private final Map<AccountKey, Integer> ids = new ConcurrentHashMap<>();

    AccountRows(LedgerSignals signals) {
        this.signals = signals;
    }

    /** The number of an account, made on first use. */
    int id(Tx tx, AccountKey key) throws SQLException {
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        tx.update("insert into account (name) values (?) on conflict do nothing", key.text());
        try (ResultSet row = tx.query("select id from account where name = ?", key.text())) {
            row.next();
            int id = row.getInt(1);
            // remembered only after the commit: an undone transaction takes the row with it
            tx.afterCommit(() -> ids.put(key, id));
            return id;
        }
    }

    /** Suspends an account: until it is resumed, or for a day where calling again would make it worse. */
    void suspend(Tx tx, AccountKey key, Integer code, String reason, Instant now) throws SQLException {
        Suspension suspension = new Suspension(null, code, reason);
        if (suspension.limited()) {
            suspension = new Suspension(now.plus(LIMIT_PAUSE), code, reason);
        }
        Suspension before = suspended(tx, key, now);
        // a pause that only time or a person may end is not cut short by another reason
        boolean stays = before != null && before.limited() && !suspension.limited();
        Suspension after = stays ? before : suspension;
        tx.update(
                "update account set paused = 1, paused_until = ?, paused_code = ?, paused_reason = ?, trusted = 0 where id = ?",
                after.until() == null ? null : Long.valueOf(after.until().toEpochMilli()),
                after.code(),
                after.reason(),
                id(tx, key));
        boolean anew = before == null || after.limited() && !before.limited();
        tx.afterCommit(() -> signals.suspended(key, after, anew));
    }

    /**
     * Resumes an account.
     *
     * @param well whether a call that changes nothing has just gone well on it
     * @return whether it was suspended
     */
    boolean resume(Tx tx, AccountKey key, boolean well, Instant now) throws SQLException {
        int id = id(tx, key);
        if (well) {
            tx.update(
                    "update account set well_at = ?, well_node = ? where id = ?",
                    now.toEpochMilli(),
                    tx.nodes().id(),
                    id);
        }
        boolean changed = tx.update(RESUME + " where id = ? and paused = 1", id) == 1;
        tx.afterCommit(() -> signals.resumed(key));
        return changed;
    }

    /** A start resumes every account, except where only time or a person may. */
    void resumeAtStart(Tx tx) throws SQLException {
        tx.update(RESUME + " where paused = 1 and paused_until is null");
    }

    /** The far end asked for no call for so long; where it asked twice, the later end holds. */
    void delay(Tx tx, AccountKey key, Duration time, Instant now) throws SQLException {
        long end = now.plus(time).toEpochMilli();
        tx.update(
                "update account set not_before = ? where id = ? and (not_before is null or not_before not between ? and ?)",
                end,
                id(tx, key),
                end,
                now.plus(Retries.LONGER_THAN_ANY).toEpochMilli());
        tx.afterCommit(() -> signals.delayed(key, time.toMillis()));
    }

    /** Why nothing may be sent on the account now, or null; a suspension whose time is over is lifted. */
    Suspension obstacle(Tx tx, AccountKey key, Instant now) throws SQLException {
        int id = id(tx, key);
        boolean over;
        try (ResultSet row = tx.query(
                "select paused, paused_until, paused_code, paused_reason, not_before, (select who from pause)"
                        + " from account where id = ?",
                id)) {
            row.next();
            String who = row.getString(6);
            if (who != null) {
                return new Suspension(null, null, "the gateway is paused by " + who);
            }
            Suspension suspension = Suspension.of(row, 1, now);
            if (suspension != null) {
                return suspension;
            }
            over = row.getInt(1) == 1;
            Long notBefore = Columns.number(row, 5);
            if (!over && (notBefore == null || !waits(now, notBefore))) {
                return null;
            }
            if (!over) {
                return new Suspension(Instant.ofEpochMilli(notBefore), null, "the far end asked to wait");
            }
        }
        tx.update(RESUME + " where id = ?", id);
        tx.afterCommit(() -> signals.resumed(key));
        return null;
    }

    private static boolean waits(Instant now, long until) {
        return until > now.toEpochMilli()
                && until <= now.plus(Retries.LONGER_THAN_ANY).toEpochMilli();
    }

    private Suspension suspended(Tx tx, AccountKey key, Instant now) throws SQLException {
        try (ResultSet row = tx.query(
                "select paused, paused_until, paused_code, paused_reason from account where id = ?", id(tx, key))) {
            row.next();
            return Suspension.of(row, 1, now);
        }
    }

    /** All accounts that are suspended now. */
    static Map<AccountKey, Suspension> allSuspended(Tx tx, Instant now) throws SQLException {
        Map<AccountKey, Suspension> all = new LinkedHashMap<>();
        try (ResultSet row = tx.query("select name, paused, paused_until, paused_code, paused_reason from account"
                + " where paused = 1 order by name")) {
            while (row.next()) {
                Suspension suspension = Suspension.of(row, 2, now);
                if (suspension != null) {
                    all.put(AccountKey.parse(row.getString(1)), suspension);
                }
            }
        }
        return all;
    }
}
