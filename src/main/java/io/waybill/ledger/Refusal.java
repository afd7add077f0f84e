package io.waybill.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Why something cannot be done to an order, and what to do instead: a sentence, or null where it can be done. */
final class Refusal {
    private Refusal() {}

    static String ofReplaying(Tx tx, Subject order) throws SQLException {
        String last = ofAnything(tx, order);
        if (last != null) {
            return last;
        }
        return switch (order.state()) {
            case REJECTED, UNDELIVERED -> ofDependant(tx, order);
            case ACCEPTED, SENDING -> order.name() + " is on its way already.";
            case IN_DOUBT -> inDoubt(order);
            case INVALID ->
                order.name() + " broke a rule and would break it again: correct it and drop it again, it then takes"
                        + " this one's place.";
            case DISCARDED -> order.name() + " was discarded: drop it again if it is wanted after all.";
            case CONFIRMED, DUPLICATE, CONFLICT -> throw new IllegalStateException("told above");
        };
    }

    static String ofDiscarding(Tx tx, Subject order) throws SQLException {
        String last = ofAnything(tx, order);
        if (last != null) {
            return last;
        }
        return switch (order.state()) {
            case REJECTED, UNDELIVERED, INVALID -> null;
            case ACCEPTED ->
                order.document()
                        ? order.name() + " belongs to a document that is still being read: wait for its end."
                        : null;
            case SENDING -> order.name() + " is being sent at this moment: wait for what becomes of it.";
            case IN_DOUBT -> inDoubt(order);
            case DISCARDED -> order.name() + " was discarded already.";
            case CONFIRMED, DUPLICATE, CONFLICT -> throw new IllegalStateException("told above");
        };
    }

    static String ofConfirming(Tx tx, Subject order, long billId) throws SQLException {
        String other = order.state() == State.IN_DOUBT ? null : ofAnything(tx, order);
        if (other != null) {
            return other;
        }
        return switch (order.state()) {
            case IN_DOUBT, REJECTED, UNDELIVERED ->
                order.creates()
                        ? invoiceTaken(tx, order, billId)
                        : order.billId() == null || order.billId() == billId
                                ? null
                                : order.name() + " is about invoice " + order.billId() + ", not about " + billId + ".";
            case ACCEPTED, SENDING -> order.name() + " is on its way: there is nothing to resolve yet.";
            case INVALID, DISCARDED ->
                order.name() + " ended " + label(order.state()) + ": there is nothing to resolve.";
            case CONFIRMED, DUPLICATE, CONFLICT -> throw new IllegalStateException("told above");
        };
    }

    static String ofDenying(Tx tx, Subject order) throws SQLException {
        if (order.state() == State.IN_DOUBT) {
            return null;
        }
        String other = ofAnything(tx, order);
        return other != null
                ? other
                : order.name() + " is " + label(order.state()) + ", not in doubt"
                        + (order.state().moves().contains(State.ACCEPTED) ? ": replay it instead." : ".");
    }

    /** What is over for everybody. */
    private static String ofAnything(Tx tx, Subject order) throws SQLException {
        if (order.supersededBy() != null) {
            return superseded(tx, order);
        }
        return switch (order.state()) {
            case CONFIRMED ->
                order.name() + " went through" + (order.billId() == null ? "" : " (invoice " + order.billId() + ")")
                        + ": that is final.";
            case DUPLICATE, CONFLICT ->
                order.name() + " ended " + label(order.state()) + ", which is final: " + order.reason() + ".";
            default -> null;
        };
    }

    private static String superseded(Tx tx, Subject order) throws SQLException {
        try (ResultSet row = tx.query(
                "select c.reference, s.state, c.digest, own.digest from orders s"
                        + " join order_content c on c.order_id = s.id, order_content own"
                        + " where s.id = ? and own.order_id = ?",
                order.supersededBy(),
                order.id())) {
            row.next();
            String fields = Arrays.equals(row.getBytes(3), row.getBytes(4)) ? "the same" : "other";
            return order.name() + " is final: order " + row.getString(1) + ", with " + fields
                    + " fields, took its place and is " + label(State.of(row.getInt(2))) + "; see to that one.";
        }
    }

    private static String inDoubt(Subject order) {
        return order.name() + " is in doubt, it may have gone through: resolve it first, with --confirmed BILL_ID if it"
                + " is in the shop (tagged " + order.reference() + "), with --absent if it is not.";
    }

    /** An order about another one goes nowhere before that one does. */
    private static String ofDependant(Tx tx, Subject order) throws SQLException {
        Subject target = order.creates() || order.target() == null ? null : Subject.of(tx, order.target());
        if (target == null || !target.state().failed() || target.state() == State.IN_DOUBT) {
            return null;
        }
        String about =
                order.name() + " is about order " + target.reference() + ", which ended " + label(target.state());
        if (target.supersededBy() != null) {
            return about + " and whose place a later one took: there is nothing left to do, discard this one.";
        }
        return about
                + (target.state().moves().contains(State.ACCEPTED)
                        ? ": replay that one, and this one goes with it."
                        : ": there is nothing left to do, discard this one.");
    }

    private static String invoiceTaken(Tx tx, Subject order, long billId) throws SQLException {
        Target other = Target.byInvoice(tx, order.accountId(), billId);
        return other == null
                ? null
                : "Invoice " + billId + " is that of another order (" + other.place() + "): it cannot be order "
                        + order.reference() + " as well.";
    }

    static String label(State state) {
        return state.label().replace('_', ' ');
    }
}
