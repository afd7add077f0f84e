package io.waybill.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What an attempt says of its account: that it must be suspended, or has to wait; and whether a refusal for the
 * account's configuration is the order's own after all. An order is rejected that was refused so, verified, before and
 * after a call that changes nothing went well: otherwise it alone would suspend its account again and again.
 */
final class Refusals {
    /** Of these a call that only reads says nothing: the limit, and that creating orders is switched off. */
    private static final Set<Integer> NOT_CONTRADICTED = Set.of(Suspension.CODE_LIMIT, 606);

    private final AccountRows accounts;
    private final Clock clock;

    Refusals(AccountRows accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Does to the account what the verdict says, and gives the verdict that holds for the order. */
    Verdict weigh(Tx tx, DueOrder order, Verdict verdict) throws SQLException {
        if (verdict.suspend() == null && verdict.retryAfter() == null) {
            return verdict;
        }
        Instant now = clock.instant();
        if (verdict.retryAfter() != null) {
            accounts.delay(tx, order.account(), verdict.retryAfter(), now);
        }
        if (verdict.suspend() == null) {
            return verdict;
        }
        if (ofTheAccount(verdict)) {
            if (contradicted(tx, order)) {
                accounts.delay(tx, order.account(), Duration.ZERO, now);
                tx.update("delete from refused where order_id = ?", order.id());
                return alone(verdict);
            }
            tx.update(
                    "insert into refused (order_id, at, node) values (?, ?, ?) on conflict (order_id) do update set at = excluded.at,"
                            + " node = excluded.node",
                    order.id(),
                    now.toEpochMilli(),
                    tx.nodes().id());
        }
        accounts.suspend(tx, order.account(), verdict.errorCode(), verdict.suspend(), now);
        return verdict;
    }

    private static boolean ofTheAccount(Verdict verdict) {
        return verdict.state() == State.ACCEPTED
                && verdict.verified()
                && verdict.errorCode() != null
                && !NOT_CONTRADICTED.contains(verdict.errorCode());
    }

    private boolean contradicted(Tx tx, DueOrder order) throws SQLException {
        try (ResultSet row = tx.query(
                "select 1 from refused r join account a on a.id = ? and a.well_at > r.at and a.well_node = r.node"
                        + " where r.order_id = ? and r.node = ?",
                accounts.id(tx, order.account()),
                order.id(),
                tx.nodes().id())) {
            return row.next();
        }
    }

    private static Verdict alone(Verdict verdict) {
        return new Verdict(
                State.REJECTED,
                null,
                verdict.httpStatus(),
                verdict.errorCode(),
                verdict.errorText(),
                true,
                verdict.reply(),
                verdict.reason() + " It was refused so before, and in between another call on the account went well, so"
                        + " it is this order that the API cannot take.",
                null);
    }
}
