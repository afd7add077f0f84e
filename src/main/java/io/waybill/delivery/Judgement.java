package io.waybill.delivery;

import io.waybill.account.Secret;
import io.waybill.ledger.DueOrder;
import io.waybill.ledger.State;
import io.waybill.ledger.Verdict;
import io.waybill.order.Fault;
import io.waybill.signing.Reply;
import io.waybill.signing.ReplyCheck;
import java.util.OptionalLong;

/**
 * What one attempt's reply, or the lack of one, says about the order. A verified envelope decides, whatever the HTTP
 * status; without one nothing is believed, and what cannot be repeated is in doubt.
 */
final class Judgement {
    private final DueOrder order;
    private final Secret secret;

    /** @param secret the account's key: verifies the reply, and is kept out of every text */
    Judgement(DueOrder order, Secret secret) {
        this.order = order;
        this.secret = secret;
    }

    /** The verdict on a reply that came whole. */
    Verdict replied(Received received) {
        Reply reply = ReplyCheck.read(received.body(), secret.reveal());
        if (reply instanceof Reply.Verified verified) {
            return verified(received, verified);
        } else if (reply instanceof Reply.Unverified unverified) {
            return unverified(received, unverified);
        }
        Reply.NoEnvelope none = (Reply.NoEnvelope) reply;
        String found = none.raw().isEmpty() ? "" : ": " + shown(none.raw());
        String what = capital(none.problem()) + " (" + received.described(secret) + ")" + found + ". ";
        // which way a call went is a matter of the account; what became of this order it does not tell
        String suspend = RefusedOnTheWay.suspends(received.status())
                ? "HTTP " + received.status() + " without an answer of the API: "
                        + RefusedOnTheWay.cure(received.status())
                : null;
        return new Verdict(
                State.IN_DOUBT,
                null,
                received.status(),
                null,
                null,
                false,
                null,
                what + notKnown(),
                suspend,
                received.pause());
    }

    /**
     * The verdict on a call that failed.
     *
     * @param begun whether the first byte may have left
     */
    Verdict failed(boolean begun, Throwable cause) {
        if (!begun) {
            return verdict(State.ACCEPTED, null, null, "Not sent: " + Failure.beforeSending(cause) + ".");
        }
        BrokenReplyException broken = Failure.find(cause, BrokenReplyException.class);
        Integer status = broken == null ? null : broken.status();
        String head = broken == null
                ? ""
                : " (" + new Received(broken.status(), broken.contentType(), null, new byte[0]).described(secret) + ")";
        String what = "Sent, but " + Failure.afterSending(cause) + head + ". ";
        return verdict(State.IN_DOUBT, null, status, what + notKnown());
    }

    private String notKnown() {
        return order.operation().creates() ? NOT_KNOWN : REPEATED;
    }

    private static final String NOT_KNOWN = "Whether the invoice was created is not known.";
    private static final String REPEATED = "Deleting is tried again, which does no harm.";

    private Verdict verified(Received received, Reply.Verified reply) {
        Classification meaning = Classification.of(order.operation(), reply.code());
        if (meaning == Classification.DONE
                && (reply.billId().isPresent() || !order.operation().creates())) {
            return verdict(State.CONFIRMED, received, reply, null, null);
        }
        String said = "code " + reply.code() + " " + shown(reply.text());
        switch (meaning) {
            case DONE:
                return verdict(
                        State.IN_DOUBT,
                        received,
                        reply,
                        "The API confirmed the order (" + said + ") without an invoice number. " + NOT_KNOWN,
                        null);
            case GONE:
                // An earlier attempt, which may have been sent, is then what deleted it.
                return order.attempt() > 1
                        ? verdict(State.CONFIRMED, received, reply, null, null)
                        : verdict(State.REJECTED, received, reply, "The API knows no such order: " + said + ".", null);
            case REFUSED:
                return verdict(State.REJECTED, received, reply, "The API refused the order: " + said + ".", null);
            case CONFIGURATION:
            case LIMIT:
                return verdict(
                        State.ACCEPTED,
                        received,
                        reply,
                        "The API refused the call before it looked at the order: " + said + ".",
                        suspension(reply.code(), said));
            case EXISTS:
                String number = reply.billId().isPresent()
                        ? ", number " + reply.billId().getAsLong()
                        : "";
                return verdict(
                        State.IN_DOUBT,
                        received,
                        reply,
                        "The API says that the order exists" + number + ": " + said
                                + ". Whether that is this order is not known.",
                        null);
            default:
                return verdict(
                        State.IN_DOUBT,
                        received,
                        reply,
                        "The API answered " + said + ", which does not tell whether anything happened.",
                        null);
        }
    }

    private Verdict unverified(Received received, Reply.Unverified reply) {
        Integer code = reply.claimedCode().isPresent() ? reply.claimedCode().getAsInt() : null;
        String claim = "code " + (code == null ? "unreadable" : code.toString()) + " " + shown(reply.claimedText());
        // A far end that knows another key, or no such login, cannot sign with ours.
        boolean credentials = code != null && (code == 4 || code == 5);
        String reason = "Not verified: " + reply.problem() + ", so its " + claim + " is not believed ("
                + received.described(secret) + ").";
        return new Verdict(
                State.IN_DOUBT,
                null,
                received.status(),
                code,
                secret.removedFrom(reply.claimedText()),
                false,
                null,
                reason,
                credentials ? suspension(code, claim + ", not verified") : null,
                received.pause());
    }

    private static String suspension(int code, String said) {
        return said + ": " + Classification.cure(code);
    }

    private Verdict verdict(State state, Received received, Reply.Verified reply, String reason, String suspend) {
        OptionalLong billId = reply.billId();
        return new Verdict(
                state,
                billId.isPresent() ? billId.getAsLong() : null,
                received.status(),
                reply.code(),
                secret.removedFrom(reply.text()),
                true,
                secret.removedFrom(reply.raw()),
                reason,
                suspend,
                received.pause());
    }

    private static Verdict verdict(State state, Long billId, Integer status, String reason) {
        return new Verdict(state, billId, status, null, null, false, null, reason, null);
    }

    private String shown(String text) {
        return Fault.excerpt(secret.removedFrom(text));
    }

    private static String capital(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
    }
}
