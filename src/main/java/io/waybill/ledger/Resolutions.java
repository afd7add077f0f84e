package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does with orders in doubt what came of asking. Everything is a compare-and-set on order, attempt and state: what has
 * moved on meanwhile stays as it is.
 */
final class Resolutions {
    private static final Logger LOG = LoggerFactory.getLogger(Resolutions.class);
    private static final String SETTLE = "update orders set state = ?, bill_id = coalesce(?, bill_id), settled_at = ?,"
            + " settled_seq = ? where id = ? and attempt = ? and state = 3 and settled_at is null";
    private static final String SENDING_AGAIN =
            "update orders set state = 2 where id = ? and attempt = ? and state = 3 and settled_at is null";

    private final Settlement settlement;
    private final Doubts doubts;
    private final AccountRows accounts;
    private final Clock clock;
    private final LedgerSignals signals;

    Resolutions(Settlement settlement, Doubts doubts, AccountRows accounts, Clock clock, LedgerSignals signals) {
        this.settlement = settlement;
        this.doubts = doubts;
        this.accounts = accounts;
        this.clock = clock;
        this.signals = signals;
    }

    Void apply(Tx tx, DoubtFindings findings) throws SQLException {
        AccountKey account = findings.account();
        if (findings.suspend() != null) {
            accounts.suspend(tx, account, findings.refusal(), findings.suspend(), clock.instant());
        }
        doubts.learned(tx, findings);
        for (Map.Entry<OpenDoubt, Resolution> entry : findings.resolutions().entrySet()) {
            apply(tx, account, entry.getKey(), entry.getValue());
        }
        return null;
    }

    private void apply(Tx tx, AccountKey account, OpenDoubt doubt, Resolution resolution) throws SQLException {
        boolean found = resolution instanceof Resolution.Confirmed;
        // the order that it was taken for may have been confirmed meanwhile
        String other =
                doubt.existing() == null || found ? null : Existing.ofAnother(tx, doubt.order(), doubt.existing());
        if (other != null) {
            reject(tx, doubt, doubt.existing(), other);
        } else if (resolution instanceof Resolution.AskAgain again) {
            askAgain(tx, doubt, again);
        } else if (resolution instanceof Resolution.Confirmed confirmed) {
            confirm(tx, account, doubt, confirmed.billId());
        } else if (resolution instanceof Resolution.Absent absent) {
            sendAgain(tx, account, doubt, absent);
        } else if (resolution instanceof Resolution.Rejected rejected) {
            reject(tx, doubt, rejected.existing(), Existing.unmarked(rejected.existing()));
        } else if (resolution instanceof Resolution.Unclear unclear) {
            leaveToPerson(tx, doubt, unclear, doubt.existing());
        }
    }

    private void askAgain(Tx tx, OpenDoubt doubt, Resolution.AskAgain again) throws SQLException {
        int changed = tx.update(
                // the attempt's end is compared, too: it moves when the clock has jumped, and then the answer is void
                "update doubt set asked = ?, fruitless_since = ?, absent_at = ?, next_ask_at = ?"
                        + " where order_id = ? and attempt = ? and ended_at = ? and next_ask_at is not null",
                again.asked(),
                millis(again.fruitlessSince()),
                millis(again.absentAt()),
                again.at().toEpochMilli(),
                doubt.order(),
                doubt.attempt(),
                doubt.endedAt().toEpochMilli());
        if (changed == 1 && doubt.absentAt() == null && again.absentAt() != null) {
            settlement.history(
                    tx,
                    doubt.order(),
                    doubt.attempt(),
                    "asked",
                    "the far end does not show the order so far; it is asked again, since the order may still appear");
        }
    }

    private static Long millis(Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private void confirm(Tx tx, AccountKey account, OpenDoubt doubt, long billId) throws SQLException {
        String how = "found at the far end by its marker, as invoice " + billId;
        if (Target.byInvoice(tx, accounts.id(tx, account), billId) != null) {
            leaveToPerson(
                    tx,
                    doubt,
                    new Resolution.Unclear(
                            "It was " + how + ", which another order of this account already has.",
                            "Look in the shop at invoice " + billId + " and at the other order that has this number;"
                                    + " do not drop this one again before that.",
                            "[{\"bill_id\":" + billId + "}]"),
                    null);
        } else if (settle(tx, doubt, State.CONFIRMED, billId)) {
            end(tx, doubt, State.CONFIRMED, "confirmed", "No reply could be believed; " + how + ".");
        }
    }

    private void sendAgain(Tx tx, AccountKey account, OpenDoubt doubt, Resolution.Absent absent) throws SQLException {
        // from here on as with any attempt that surely did not happen
        if (tx.update(SENDING_AGAIN, doubt.order(), doubt.attempt()) == 0) {
            return;
        }
        Doubts.forget(tx, doubt.order());
        tx.update("delete from outcome where order_id = ?", doubt.order());
        DueOrder order = new DueOrder(
                doubt.order(),
                doubt.attempt(),
                doubt.reference(),
                account,
                Operation.CREATE_ORDER,
                ref(tx, doubt.order()),
                doubt.query());
        settlement.retry(
                tx, order, Verdict.unreplied(State.ACCEPTED, absent.how(), absent.refused() ? absent.how() : null));
    }

    private void reject(Tx tx, OpenDoubt doubt, long existing, String reason) throws SQLException {
        if (settle(tx, doubt, State.REJECTED, existing)) {
            end(tx, doubt, State.REJECTED, "rejected", reason);
        }
    }

    private void leaveToPerson(Tx tx, OpenDoubt doubt, Resolution.Unclear unclear, Long billId) throws SQLException {
        if (settle(tx, doubt, State.IN_DOUBT, billId)) {
            tx.update(
                    "update doubt set next_ask_at = null, advice = ?, candidates = ? where order_id = ?",
                    unclear.advice(),
                    unclear.candidates(),
                    doubt.order());
            end(tx, doubt, State.IN_DOUBT, "left to a person", unclear.reason());
        }
    }

    /** Moves the order to its end, and counts it; false where it has moved on. */
    private boolean settle(Tx tx, OpenDoubt doubt, State state, Long billId) throws SQLException {
        DocumentCounters document = tx.counters(document(tx, doubt.order()));
        int seq = document.settledSeq + 1;
        if (tx.update(SETTLE, state.code(), billId, clock.millis(), seq, doubt.order(), doubt.attempt()) == 0) {
            return false;
        }
        document.settled(state);
        return true;
    }

    /** What follows when the order has its end. */
    private void end(Tx tx, OpenDoubt doubt, State state, String event, String reason) throws SQLException {
        if (state != State.IN_DOUBT) {
            Doubts.forget(tx, doubt.order());
        }
        if (state == State.CONFIRMED) {
            // what the lost or unbelievable reply said is not what confirmed it
            settlement.outcome(tx, doubt.order(), Verdict.unreplied(state, reason));
        } else {
            tx.update("update outcome set reason = ? where order_id = ?", reason, doubt.order());
        }
        settlement.history(tx, doubt.order(), doubt.attempt(), event, reason);
        settlement.follow(tx, doubt.order(), state);
        String ref = ref(tx, doubt.order());
        tx.afterCommit(() -> {
            LOG.info("Order {} was in doubt and is {}: {}", doubt.reference(), event, reason);
            if (state != State.IN_DOUBT) {
                signals.moved(doubt.reference(), ref, state);
            }
        });
    }

    private static long document(Tx tx, long order) throws SQLException {
        try (ResultSet row = tx.query("select document_id from orders where id = ?", order)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String ref(Tx tx, long order) throws SQLException {
        try (ResultSet row = tx.query("select ref from order_content where order_id = ?", order)) {
            row.next();
            return row.getString(1);
        }
    }
}
