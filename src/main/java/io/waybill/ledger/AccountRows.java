package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts' rows: their numbers, and whether they are suspended. */
final class AccountRows {
    /** Code 8: the address is over its limit, and every further call starts the block anew. */
    static final int CODE_LIMIT = 8;

    private static final Duration LIMIT_PAUSE = Duration.ofHours(24);

    private final Map<AccountKey, Integer> ids = new ConcurrentHashMap<>();

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

    /** Suspends an account: until the next start, or for a day where calling again would make it worse. */
    void suspend(Tx tx, AccountKey key, Integer code, String reason, Instant now) throws SQLException {
        Long until = code != null && code == CODE_LIMIT
                ? Long.valueOf(now.plus(LIMIT_PAUSE).toEpochMilli())
                : null;
        tx.update(
                "update account set paused = 1, paused_until = ?, paused_code = ?, paused_reason = ? where id = ?"
                        // a pause that only time may end is not cut short by another reason
                        + " and (paused_until is null or ? is not null)",
                until,
                code,
                reason,
                id(tx, key),
                until);
    }

    /** A start resumes every account, except where only time or a person may. */
    void resumeAtStart(Tx tx) throws SQLException {
        tx.update("update account set paused = 0, paused_until = null, paused_code = null, paused_reason = null"
                + " where paused = 1 and paused_until is null");
    }

    /** Why the account is suspended now, or null; a suspension whose time is over is lifted. */
    Suspension suspension(Tx tx, AccountKey key, Instant now) throws SQLException {
        int id = id(tx, key);
        try (ResultSet row =
                tx.query("select paused_until, paused_reason from account where id = ? and paused = 1", id)) {
            if (!row.next()) {
                return null;
            }
            long until = row.getLong(1);
            if (row.wasNull()) {
                return new Suspension(null, row.getString(2));
            }
            if (until > now.toEpochMilli()) {
                return new Suspension(Instant.ofEpochMilli(until), row.getString(2));
            }
        }
        tx.update(
                "update account set paused = 0, paused_until = null, paused_code = null, paused_reason = null where id = ?",
                id);
        return null;
    }
}
