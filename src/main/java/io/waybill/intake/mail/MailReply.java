package io.waybill.intake.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.SourceReply;
import io.waybill.ledger.State;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Tells whoever sent a document by mail what became of its orders; the route of the answers names its method. */
public final class MailReply {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ORDERS = 200;
    private static final Map<State, String> ADVICE = Map.of(
            State.REJECTED, "Correct the order and send it again under the same reference.",
            State.INVALID, "Correct the order and send it again under the same reference.",
            State.CONFLICT, "An order with this reference came before, with other fields; send it under a new one.",
            State.DUPLICATE, "The same order came before; there is nothing to do.",
            State.IN_DOUBT, "It is being looked into. Please do not send it again.",
            State.UNDELIVERED, "It could not be delivered so far. Please do not send it again, but ask us.",
            State.DISCARDED, "It was withdrawn by us.");

    private final String from;

    /** @param from the sender of the answers */
    MailReply(String from) {
        this.from = from;
    }

    /** Whether anybody waits for an answer, and none can come back to us. */
    static boolean isWelcome(MailHead head, String from) {
        return !head.automatic() && head.from().size() == 1 && !head.from().contains(from.toLowerCase(Locale.ROOT));
    }

    /** What an answer to a mail needs to know, for the ledger to keep. */
    static String to(MailHead head) {
        return JSON.createObjectNode()
                .put("to", head.from().get(0))
                .put("subject", head.subject())
                .put("id", head.messageId())
                .toString();
    }

    /** Makes the answer of what is to be told. */
    public void answer(Exchange exchange) throws JsonProcessingException {
        Message message = exchange.getMessage();
        SourceReply reply = message.getBody(SourceReply.class);
        JsonNode mail = JSON.readTree(reply.replyTo());
        String id = mail.path("id").asText("").replaceAll("\\s+", " ").strip();
        String subject = mail.path("subject").asText("");
        message.setHeader("From", from);
        message.setHeader("To", mail.path("to").asText());
        message.setHeader("Subject", subject.toLowerCase(Locale.ROOT).startsWith("re:") ? subject : "Re: " + subject);
        message.setHeader("Auto-Submitted", "auto-replied");
        message.setHeader("X-Auto-Response-Suppress", "All");
        if (!id.isEmpty() && !"null".equals(id)) {
            message.setHeader("In-Reply-To", id);
            message.setHeader("References", id);
        }
        message.setHeader("Content-Type", "text/plain; charset=UTF-8");
        message.setBody(text(reply));
    }

    /** The answer in words; a line or two for each order. */
    static String text(SourceReply reply) {
        StringBuilder text = new StringBuilder();
        text.append(reply.name())
                .append(", received ")
                .append(reply.receivedAt())
                .append("\n");
        if (reply.again()) {
            text.append("An outcome has changed since our last mail about it. What holds now:\n");
        }
        if (reply.total() == 0) {
            text.append("\nNothing of it was taken")
                    .append(reply.reason() == null ? "." : ": " + reply.reason())
                    .append("\n");
        } else if (reply.reason() != null) {
            text.append("\nNot all of it was taken: ").append(reply.reason()).append("\n");
        }
        int told = 0;
        for (SettledOrder order : reply.orders()) {
            if (told++ == MOST_ORDERS) {
                text.append("\n... and ")
                        .append(reply.total() - MOST_ORDERS)
                        .append(" more orders: ")
                        .append(counts(reply));
                break;
            }
            append(text, order);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, SettledOrder order) {
        text.append("\n")
                .append(order.ref() == null ? "order " + order.position() : order.ref())
                .append(": ")
                .append(order.state().label().replace('_', ' '));
        if (order.billId() != null) {
            text.append(", invoice ").append(order.billId());
        }
        text.append("\n");
        if (order.state() != State.CONFIRMED) {
            if (order.reason() != null) {
                text.append("  ").append(order.reason().replace("\n", "\n  ")).append("\n");
            }
            text.append("  ").append(ADVICE.getOrDefault(order.state(), "")).append("\n");
        }
    }

    private static String counts(SourceReply reply) {
        StringBuilder counts = new StringBuilder();
        reply.states()
                .forEach((state, count) -> counts.append(counts.length() == 0 ? "" : ", ")
                        .append(count)
                        .append(" ")
                        .append(state.label().replace('_', ' ')));
        return counts.append(" in all.\n").toString();
    }
}
