package io.waybill.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.ledger.HistoryEvent;
import io.waybill.ledger.OrderRow;
import io.waybill.ledger.OrderStory;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.State;
import io.waybill.outcome.Advice;
import io.waybill.outcome.FiledPath;
import io.waybill.signing.FieldTree;
import io.waybill.signing.PhpForm;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The answer to {@code GET /ops/orders/ID}: what the receipt says, and how it came to that. */
final class StoryJson {
    private StoryJson() {}

    static String text(OrderStory story, List<OrderRow> sameRef, Instant now) {
        return JsonText.of(json -> write(json, story, sameRef, now));
    }

    static void write(JsonGenerator json, OrderStory story, List<OrderRow> sameRef, Instant now) throws IOException {
        json.writeStartObject();
        OrderJson.writeHead(json, OrderRow.of(story.order(), story.document().name(), story.nextQuestionAt()));
        way(json, story, now);
        outcome(json, story);
        document(json, story);
        json.writeFieldName("fields");
        new FieldTree(PhpForm.decode(story.order().query())).write(json);
        history(json, story.history());
        json.writeArrayFieldStart("same_ref");
        for (OrderRow other : sameRef) {
            if (!other.reference().equals(story.order().reference())) {
                OrderJson.writeBriefly(json, other);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void way(JsonGenerator json, OrderStory story, Instant now) throws IOException {
        boolean later = story.nextAttemptAt() != null && story.nextAttemptAt().isAfter(now);
        JsonText.time(json, "next_attempt_at", later ? story.nextAttemptAt() : null);
        json.writeStringField(
                "waits_for",
                switch (story.waitsFor()) {
                    case NOTHING -> null;
                    case DOCUMENT -> "the end of its document";
                    case TARGET -> "an order with the ref that it names, which has not come yet";
                    case PREDECESSOR -> "order " + story.predecessor();
                });
        json.writeStringField("related", story.order().related());
        json.writeStringField("supersedes", story.supersedes());
        json.writeStringField("superseded_by", story.supersededBy());
        json.writeStringField("deleted_by", story.deletedBy());
    }

    private static void outcome(JsonGenerator json, OrderStory story) throws IOException {
        SettledOrder order = story.order();
        boolean settled = order.settledAt() != null;
        JsonText.number(json, "http_status", order.httpStatus());
        JsonText.number(json, "error_code", order.errorCode());
        json.writeStringField("error_text", order.errorText());
        json.writeStringField("reason", order.reason());
        json.writeStringField("advice", advice(story));
        json.writeStringField("filed_in", settled && story.filed() ? FiledPath.of(story.document(), order) : null);
    }

    private static String advice(OrderStory story) {
        State state = story.order().state();
        if (state.failed() && story.supersededBy() != null) {
            return "Nothing to do: order " + story.supersededBy() + " took its place.";
        }
        if (story.nextQuestionAt() != null) {
            return "Nothing to do yet: Waybill asks the far end for this order, next at " + story.nextQuestionAt()
                    + ", and sends it again if it proves to be absent; do not drop it again.";
        }
        return Advice.of(story.order());
    }

    private static void document(JsonGenerator json, OrderStory story) throws IOException {
        json.writeObjectFieldStart("source");
        json.writeStringField("kind", story.document().source());
        json.writeStringField("document", story.document().name());
        json.writeStringField("document_id", story.document().reference());
        json.writeStringField("document_state", story.documentState().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("position", story.order().position());
        json.writeNumberField("line", story.order().line());
        JsonText.time(json, "received_at", story.document().receivedAt());
        json.writeEndObject();
    }

    private static void history(JsonGenerator json, List<HistoryEvent> events) throws IOException {
        json.writeArrayFieldStart("history");
        for (HistoryEvent event : events) {
            json.writeStartObject();
            JsonText.time(json, "at", event.at());
            json.writeNumberField("attempt", event.attempt());
            json.writeStringField("event", event.event());
            json.writeStringField("detail", event.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
