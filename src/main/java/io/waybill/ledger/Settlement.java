package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends attempts and orders, and lets go those that wait for them. */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final String SETTLE = "update orders set state = ?, bill_id = coalesce(?, bill_id), settled_at = ?,"
            + " settled_seq = ? where id = ? and attempt = ? and state = 2";
    // one question less for each order where the answer has a way to go
    private static final String SETTLE_UNLESS_TAKEN = SETTLE + " and not exists (select 1 from orders h"
            + " where h.account_id = orders.account_id and h.bill_id = ? and h.operation = 0 and h.state = 4"
            + " and h.id <> orders.id)";
    private static final String OUTCOME =
            "insert into outcome (order_id, http_status, error_code, error_text, reply, reason)"
                    + " values (?, ?, ?, ?, ?, ?) on conflict (order_id) do update set http_status = excluded.http_status,"
                    + " error_code = excluded.error_code, error_text = excluded.error_text, reply = excluded.reply,"
                    + " reason = excluded.reason";

    private final Refusals refusals;
    private final Doubts doubts;
    private final Clock clock;
    private final Retries retries;
    private final LedgerSignals signals;
    private final JustSettled justSettled;

    Settlement(
            Refusals refusals,
            Doubts doubts,
            Clock clock,
            Retries retries,
            LedgerSignals signals,
            JustSettled justSettled) {
        this.refusals = refusals;
        this.doubts = doubts;
        this.clock = clock;
        this.retries = retries;
        this.signals = signals;
        this.justSettled = justSettled;
    }

    /** Ends an attempt. A verdict on an attempt that is not the current one changes nothing and is reported. */
    void settle(Tx tx, LeasedOrder leased, Verdict given) throws SQLException {
        DueOrder order = leased.order();
        Verdict verdict = Existing.weigh(tx, order, refusals.weigh(tx, order, given));
        if (verdict.state() == State.ACCEPTED) {
            retry(tx, order, verdict);
            return;
        } else if (verdict.state() == State.IN_DOUBT) {
            doubt(tx, order, verdict);
            return;
        }
        if (!State.SENDING.moves().contains(verdict.state())) {
            throw new IllegalArgumentException(
                    "an attempt cannot end " + verdict.state().label());
        }
        DocumentCounters document = tx.counters(leased.documentId());
        int changed;
        int seq = document.settledSeq + 1;
        Instant now = Instant.ofEpochMilli(clock.millis());
        try {
            changed = end(tx, order, verdict, seq, now);
        } catch (SQLException e) {
            if (!invoiceTaken(e)) {
                throw e;
            }
            doubt(tx, order, invoiceTaken(verdict));
            return;
        }
        if (changed == 0 && tx.failsWhole() && takesInvoice(tx, order, verdict)) {
            doubt(tx, order, invoiceTaken(verdict));
            return;
        }
        if (changed == 0 && !late(tx, order, verdict, seq)) {
            return;
        }
        if (verdict.verified() && order.attempt() > 1 && !order.operation().creates()) {
            Doubts.forget(tx, order.id());
        }
        document.settled(verdict.state());
        outcome(tx, order.id(), verdict);
        if (changed == 1 && verdict.isConfirmed() && order.operation().creates() && !leased.related()) {
            SettledOrder settled = leased.settled(verdict, now);
            // of a ledger that others share it takes a look to know that nobody else has filed it meanwhile
            FiledDocument whole = tx.nodes().isShared() ? null : document.whole(tx);
            tx.afterCommit(() -> justSettled.add(leased.documentId(), seq, settled, whole));
        }
        follow(tx, order.id(), verdict.state());
        signal(tx, order.reference(), order.ref(), verdict.state());
    }

    /** Not the end of the order: it is asked about, and its document stays open. */
    private void doubt(Tx tx, DueOrder order, Verdict verdict) throws SQLException {
        if (!order.operation().creates()) {
            // deleting twice does no harm, so nothing is asked about it
            doubts.perhapsDone(tx, order.id(), order.attempt());
            retry(tx, order, verdict);
        } else if (inDoubt(tx, order.id(), order.attempt(), order.account(), verdict)) {
            signal(tx, order.reference(), order.ref(), State.IN_DOUBT);
        } else {
            late(tx, order, verdict, 0);
        }
    }

    /** Puts the attempt that is under way in doubt. Returns false if that attempt is not under way. */
    boolean inDoubt(Tx tx, long order, int attempt, AccountKey account, Verdict verdict) throws SQLException {
        if (!doubts.begin(tx, order, attempt, verdict)) {
            return false;
        }
        outcome(tx, order, verdict);
        history(tx, order, attempt, "in doubt", verdict.reason());
        tx.afterCommit(() -> signals.doubt(account));
        return true;
    }

    /** The orders that wait for one that has come to its end go on, or end with it. */
    void follow(Tx tx, long order, State state) throws SQLException {
        endAll(tx, letGo(tx, order, state));
    }

    private int end(Tx tx, DueOrder order, Verdict verdict, int seq, Instant now) throws SQLException {
        boolean foreseen = tx.failsWhole() && createsInvoice(order, verdict);
        PreparedStatement statement = tx.statement(foreseen ? SETTLE_UNLESS_TAKEN : SETTLE);
        if (foreseen) {
            statement.setLong(7, verdict.billId());
        }
        statement.setInt(1, verdict.state().code());
        Acceptance.setLong(statement, 2, verdict.billId());
        statement.setLong(3, now.toEpochMilli());
        statement.setInt(4, seq);
        statement.setLong(5, order.id());
        statement.setInt(6, order.attempt());
        return statement.executeUpdate();
    }

    /**
     * A verdict on an attempt that is not the current one. A verified success is never dropped: it confirms the order
     * while no newer attempt has begun, and else there may be two invoices, which a person has to know.
     *
     * @return whether the order is confirmed by it
     */
    private boolean late(Tx tx, DueOrder order, Verdict verdict, int seq) throws SQLException {
        String what = "late verdict: " + verdict.state().label()
                + (verdict.billId() == null ? "" : ", invoice " + verdict.billId())
                + (verdict.reason() == null ? "" : ", " + verdict.reason());
        boolean confirmed = verdict.state() == State.CONFIRMED && confirmLate(tx, order, verdict, seq);
        String event = verdict.state() == State.CONFIRMED && !confirmed ? "doubled" : "late verdict";
        history(tx, order.id(), order.attempt(), event, what);
        LOG.warn("Order {}, attempt {}: {}", order.reference(), order.attempt(), what);
        return confirmed;
    }

    private boolean confirmLate(Tx tx, DueOrder order, Verdict verdict, int seq) throws SQLException {
        if (tx.failsWhole() && takesInvoice(tx, order, verdict)) {
            return false;
        }
        try {
            boolean confirmed = tx.update(
                            "update orders set state = 4, bill_id = ?, settled_at = ?, settled_seq = ?"
                                    + " where id = ? and (state = 0 or state = 3 and settled_at is null)",
                            verdict.billId(),
                            clock.millis(),
                            seq,
                            order.id())
                    == 1;
            if (confirmed) {
                Doubts.forget(tx, order.id());
            }
            return confirmed;
        } catch (SQLException e) {
            if (invoiceTaken(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether a create was answered with an invoice number that another confirmed one has. */
    private static boolean takesInvoice(Tx tx, DueOrder order, Verdict verdict) throws SQLException {
        return createsInvoice(order, verdict) && Target.ofInvoice(tx, order.id(), verdict.billId()) != null;
    }

    private static boolean createsInvoice(DueOrder order, Verdict verdict) {
        return verdict.isConfirmed()
                && verdict.billId() != null
                && order.operation().creates();
    }

    private static boolean invoiceTaken(SQLException e) {
        return e.getMessage() != null && e.getMessage().contains("orders.account_id, orders.bill_id");
    }

    private static Verdict invoiceTaken(Verdict verdict) {
        return new Verdict(
                State.IN_DOUBT,
                verdict.billId(),
                verdict.httpStatus(),
                verdict.errorCode(),
                verdict.errorText(),
                verdict.verified(),
                verdict.reply(),
                "the reply names invoice " + verdict.billId() + ", which another order of this account already has",
                null);
    }

    /** The attempt surely did nothing, or nothing that may not be done twice: the order is tried again. */
    void retry(Tx tx, DueOrder order, Verdict verdict) throws SQLException {
        int changed = tx.update(
                "update orders set state = 0, next_attempt_at = 0 where id = ? and attempt = ? and state = 2",
                order.id(),
                order.attempt());
        if (changed == 0) {
            return;
        }
        if (verdict.suspend() != null) {
            // waiting for a suspended account is not trying
            history(tx, order.id(), order.attempt(), Retries.EVENT, verdict.reason());
            again(tx, order, 0);
            return;
        }
        Retries.Next next = retries.failed(tx, order.id());
        if (next.told()) {
            history(tx, order.id(), order.attempt(), Retries.EVENT, verdict.reason());
        } else {
            tx.update(
                    "update history set at = ?, attempt = ?, detail = ? where id ="
                            + " (select max(id) from history where order_id = ? and event = ?)",
                    clock.millis(),
                    order.attempt(),
                    verdict.reason(),
                    order.id(),
                    Retries.EVENT);
        }
        if (next.givenUp() != null) {
            history(tx, order.id(), order.attempt(), "given up", next.givenUp());
            end(tx, order.id(), State.UNDELIVERED, next.givenUp() + "; the last one: " + verdict.reason());
            return;
        }
        tx.update("update orders set next_attempt_at = ? where id = ?", clock.millis() + next.waitMillis(), order.id());
        again(tx, order, next.waitMillis());
    }

    private void again(Tx tx, DueOrder order, long wait) {
        tx.afterCommit(() -> {
            signals.moved(order.reference(), order.ref(), State.ACCEPTED);
            signals.dueIn(order.account(), wait);
        });
    }

    /** Ends an order outside an attempt: at acceptance, with a broken document, after a failed predecessor. */
    void end(Tx tx, long orderId, State state, String reason) throws SQLException {
        endAll(tx, List.of(new Ending(orderId, state, reason, null)));
    }

    /** Ends an order that cannot go because the one before it has failed. */
    void endWith(Tx tx, long orderId, long predecessor, String reason) throws SQLException {
        endAll(tx, List.of(new Ending(orderId, State.UNDELIVERED, reason, predecessor)));
    }

    /** An order that comes to its end, why, and with which other one. */
    private record Ending(long orderId, State state, String reason, Long with) {}

    // A queue, not a recursion: any number of orders about one invoice may stand behind one another.
    private void endAll(Tx tx, List<Ending> endings) throws SQLException {
        Deque<Ending> queue = new ArrayDeque<>(endings);
        while (!queue.isEmpty()) {
            Ending ending = queue.remove();
            endOne(tx, ending.orderId(), ending.state(), ending.reason());
            if (ending.with() != null) {
                Dependants.fell(tx, ending.orderId(), ending.with());
            }
            queue.addAll(letGo(tx, ending.orderId(), ending.state()));
        }
    }

    private void endOne(Tx tx, long orderId, State state, String reason) throws SQLException {
        long documentId;
        String reference;
        String ref;
        try (ResultSet row = tx.query(
                "select o.document_id, c.reference, c.ref from orders o join order_content c on c.order_id = o.id where o.id = ?",
                orderId)) {
            row.next();
            documentId = row.getLong(1);
            reference = row.getString(2);
            ref = row.getString(3);
        }
        int seq = tx.counters(documentId).settled(state);
        tx.update(
                "update orders set state = ?, waits_for = null, target = null, settled_at = ?, settled_seq = ? where id = ?",
                state.code(),
                clock.millis(),
                seq,
                orderId);
        outcome(tx, orderId, Verdict.unreplied(state, reason));
        signal(tx, reference, ref, state);
    }

    void outcome(Tx tx, long orderId, Verdict verdict) throws SQLException {
        PreparedStatement statement = tx.adding(OUTCOME);
        statement.setLong(1, orderId);
        Acceptance.setInt(statement, 2, verdict.httpStatus());
        Acceptance.setInt(statement, 3, verdict.errorCode());
        tx.text(statement, 4, verdict.errorText());
        tx.text(statement, 5, verdict.reply());
        tx.text(statement, 6, verdict.reason());
        tx.later("outcome", statement);
    }

    /**
     * What a person's decision means for the orders that wait for this one; the caller has moved and counted it.
     *
     * @param reason stands in the place of the outcome's reason; the rest of the last reply stays
     */
    void decided(Tx tx, Subject order, State state, String reason) throws SQLException {
        tx.update(
                "insert into outcome (order_id, reason) values (?, ?)"
                        + " on conflict (order_id) do update set reason = excluded.reason",
                order.id(),
                reason);
        endAll(tx, letGo(tx, order.id(), state));
        signal(tx, order.reference(), order.ref(), state);
    }

    /** An order is due again. */
    void putBack(Tx tx, Subject order) {
        signal(tx, order.reference(), order.ref(), State.ACCEPTED);
        tx.afterCommit(signals::due);
    }

    /**
     * Success lets the waiting orders go; a failure takes them along; a doubt keeps them waiting.
     *
     * @return the orders that the failure takes along
     */
    private List<Ending> letGo(Tx tx, long orderId, State state) throws SQLException {
        if (state == State.IN_DOUBT || state == State.DUPLICATE || state == State.CONFLICT || !tx.anyWaits()) {
            return List.of();
        }
        List<Ending> taken = new ArrayList<>(0);
        List<long[]> waiting = new ArrayList<>(0);
        try (ResultSet rows = tx.query("select id, operation from orders where waits_for = ?", orderId)) {
            while (rows.next()) {
                waiting.add(new long[] {rows.getLong(1), rows.getLong(2)});
            }
        }
        for (long[] order : waiting) {
            boolean creates = order[1] == 0;
            if (state == State.CONFIRMED || creates) {
                release(tx, order[0], orderId, creates);
            } else {
                taken.add(
                        new Ending(order[0], State.UNDELIVERED, failedPredecessor(place(tx, orderId), state), orderId));
            }
        }
        if (!waiting.isEmpty()) {
            tx.afterCommit(signals::due);
        }
        return taken;
    }

    private static void release(Tx tx, long orderId, long predecessor, boolean creates) throws SQLException {
        if (creates) {
            tx.update("update orders set waits_for = null where id = ?", orderId);
        } else {
            // the invoice number that the predecessor brought, or had, is what this order is about
            tx.update(
                    "update orders set waits_for = null,"
                            + " bill_id = coalesce((select p.bill_id from orders p where p.id = ?), bill_id) where id = ?",
                    predecessor,
                    orderId);
        }
    }

    private static String place(Tx tx, long orderId) throws SQLException {
        try (ResultSet row = tx.query(
                "select d.name, o.position from orders o join document d on d.id = o.document_id where o.id = ?",
                orderId)) {
            row.next();
            return Holder.place(row.getString(1), row.getInt(2));
        }
    }

    static String failedPredecessor(String place, State state) {
        return "not sent, because the order that it depends on (" + place + ") ended "
                + state.label().replace('_', ' ');
    }

    /** True while an order has not come to its end, doubts included. */
    boolean unfinished(Tx tx, long orderId) throws SQLException {
        try (ResultSet row = tx.query("select state from orders where id = ?", orderId)) {
            return row.next() && (!State.of(row.getInt(1)).settled() || State.of(row.getInt(1)) == State.IN_DOUBT);
        }
    }

    void history(Tx tx, long orderId, int attempt, String event, String detail) throws SQLException {
        tx.update(
                "insert into history (order_id, at, attempt, event, detail) values (?, ?, ?, ?, ?)",
                orderId,
                clock.millis(),
                attempt,
                event,
                detail);
    }

    private void signal(Tx tx, String reference, String ref, State state) {
        tx.afterCommit(() -> signals.moved(reference, ref, state));
    }
}
