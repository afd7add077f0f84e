package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What may be sent: accounts that are suspended or resumed, and the pause of the whole gateway. All of it outlives the
 * process; {@link LedgerSignals} tell of every change.
 */
public final class AccountDesk {
    private final Commits writer;
    private final AccountRows accounts;
    private final LedgerSignals signals;
    private final Clock clock;

    AccountDesk(Commits writer, AccountRows accounts, LedgerSignals signals, Clock clock) {
        this.writer = writer;
        this.accounts = accounts;
        this.signals = signals;
        this.clock = clock;
    }

    /** All accounts that are suspended now. */
    public CompletableFuture<Map<AccountKey, Suspension>> suspended() {
        return writer.submit(tx -> AccountRows.allSuspended(tx, clock.instant()));
    }

    /**
     * Suspends an account: until it is resumed, or for a day where the code is 8.
     *
     * @param code the API's code that led to it, or null
     * @param reason what happened and what to do, a sentence without full stop
     */
    public CompletableFuture<Void> suspend(AccountKey account, Integer code, String reason) {
        return writer.submit(tx -> {
            accounts.suspend(tx, account, code, reason, clock.instant());
            return null;
        });
    }

    /**
     * Resumes an account: one order goes out, and after its first verified answer all that are due.
     *
     * @param well whether a call that changes nothing has just gone well on it
     * @return whether it was suspended
     */
    public CompletableFuture<Boolean> resume(AccountKey account, boolean well) {
        return writer.submit(tx -> accounts.resume(tx, account, well, clock.instant()));
    }

    /** The pause of the whole gateway, or null. */
    public CompletableFuture<Pause> paused() {
        return writer.submit(AccountDesk::pause);
    }

    /** Pauses the whole gateway, if it is not paused already; gives the pause that holds. */
    public CompletableFuture<Pause> pause(String who) {
        return writer.submit(tx -> {
            tx.update(
                    "insert into pause (id, at, who) values (1, ?, ?) on conflict (id) do nothing",
                    clock.millis(),
                    who);
            tx.afterCommit(signals::paused);
            return pause(tx);
        });
    }

    /** Ends the pause of the whole gateway; gives the pause that was, or null. */
    public CompletableFuture<Pause> goOn() {
        return writer.submit(tx -> {
            Pause pause = pause(tx);
            tx.update("delete from pause");
            tx.afterCommit(signals::due);
            if (pause != null) {
                askAgain(tx);
            }
            return pause;
        });
    }

    /** Nothing was asked during the pause. */
    private void askAgain(Tx tx) throws SQLException {
        try (ResultSet rows = tx.query("select distinct a.name from doubt d join account a on a.id = d.account_id"
                + " where d.next_ask_at is not null")) {
            while (rows.next()) {
                AccountKey account = AccountKey.parse(rows.getString(1));
                tx.afterCommit(() -> signals.doubt(account));
            }
        }
    }

    private static Pause pause(Tx tx) throws SQLException {
        try (ResultSet row = tx.query("select at, who from pause")) {
            return row.next() ? new Pause(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)) : null;
        }
    }
}
