package io.waybill.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.ledger.OrderPage;
import io.waybill.ledger.OrderRow;
import java.io.IOException;

/** The answer to {@code GET /ops/orders}. */
final class OrderJson {
    private OrderJson() {}

    static String page(OrderPage page) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("orders");
            for (OrderRow order : page.orders()) {
                write(json, order);
            }
            json.writeEndArray();
            JsonText.number(json, "next", page.next());
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, OrderRow order) throws IOException {
        json.writeStartObject();
        writeHead(json, order);
        json.writeStringField("document", order.document());
        json.writeNumberField("position", order.position());
        JsonText.number(json, "error_code", order.errorCode());
        json.writeStringField("reason", order.reason());
        json.writeEndObject();
    }

    /** What a list and a story say of an order alike. */
    static void writeHead(JsonGenerator json, OrderRow order) throws IOException {
        json.writeStringField("id", order.reference());
        json.writeStringField("ref", order.ref());
        writeOperation(json, order);
        json.writeStringField("account", order.account().name());
        json.writeBooleanField("sandbox", order.account().sandbox());
        json.writeStringField("state", order.state().label());
        JsonText.number(json, "bill_id", order.billId());
        json.writeNumberField("attempts", order.attempts());
        JsonText.time(json, "accepted_at", order.acceptedAt());
        JsonText.time(json, "settled_at", order.settledAt());
        JsonText.time(json, "next_question_at", order.nextQuestionAt());
    }

    /** What a list says of an order that stands beside another one. */
    static void writeBriefly(JsonGenerator json, OrderRow order) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", order.reference());
        writeOperation(json, order);
        json.writeStringField("state", order.state().label());
        json.writeEndObject();
    }

    private static void writeOperation(JsonGenerator json, OrderRow order) throws IOException {
        json.writeStringField(
                "operation",
                order.operation() == null ? null : order.operation().apiName());
    }
}
