package io.waybill.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.ledger.DocumentResult;
import io.waybill.ledger.OrderResult;
import io.waybill.order.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What is told of a document and its orders: those that the caller may see. */
final class DocumentJson {
    private static final String ORDERS = "/api/orders/";

    private final DocumentResult result;
    private final List<OrderResult> orders;
    private final boolean single;
    private final boolean pointers;

    /** Of a document that was posted. */
    DocumentJson(DocumentResult result, Call call) {
        this.result = result;
        this.orders = seenBy(call.caller(), result);
        this.single = call.firstByte() == '{';
        boolean json = call.contentType() == null || call.contentType().contains("json");
        boolean many = single && result.total() > 1;
        this.pointers = json && !many && (single || call.firstByte() == '[');
    }

    /** Orders that could be put to no account belong to whoever posted them. */
    private static List<OrderResult> seenBy(Caller caller, DocumentResult result) {
        return result.orders().stream()
                .filter(order -> caller.accounts().contains(order.account().name())
                        || result.earlier() == null && order.account().name().equals("none"))
                .toList();
    }

    /** Where to ask what became of it. */
    String location() {
        return orders.size() == 1 && result.total() == 1
                ? ORDERS + orders.get(0).id()
                : "/api/documents/" + result.document();
    }

    String text() {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("document", result.document());
            members(json);
            json.writeEndObject();
        });
    }

    /** All but its id. */
    void members(JsonGenerator json) throws IOException {
        json.writeStringField("end", result.end().name().toLowerCase(Locale.ROOT));
        json.writeStringField("reason", result.reason());
        json.writeBooleanField("repeated", result.earlier() != null);
        json.writeNumberField("total", result.total());
        json.writeArrayFieldStart("orders");
        for (OrderResult order : orders) {
            write(json, order);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("errors");
        for (OrderResult order : orders) {
            for (Fault fault : order.faults()) {
                write(json, order, fault);
            }
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, OrderResult order) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", order.id());
        json.writeStringField("href", ORDERS + order.id());
        json.writeNumberField("position", order.position());
        json.writeNumberField("line", order.line());
        json.writeStringField("ref", order.ref());
        json.writeStringField(
                "operation",
                order.operation() == null ? null : order.operation().apiName());
        json.writeStringField("account", order.account().name());
        json.writeBooleanField("sandbox", order.account().sandbox());
        json.writeStringField("state", order.state().label());
        JsonText.number(json, "bill_id", order.billId());
        json.writeStringField("reason", order.reason());
        json.writeStringField("related", order.related());
        json.writeEndObject();
    }

    private void write(JsonGenerator json, OrderResult order, Fault fault) throws IOException {
        json.writeStartObject();
        json.writeNumberField("order", order.position());
        json.writeNumberField("line", order.line());
        if (pointers && fault.source() == null) {
            json.writeStringField("pointer", pointer(order.position(), fault.field()));
        }
        json.writeStringField("field", fault.field());
        if (fault.source() != null) {
            json.writeStringField("source", fault.source());
        }
        json.writeStringField("found", fault.found());
        json.writeStringField("expected", fault.expected());
        json.writeEndObject();
    }

    /** As in RFC 6901: {@code /2/goods/0/good_sum} for goods[0][good_sum] of the third order. */
    private String pointer(int position, String field) {
        StringBuilder pointer = new StringBuilder(single ? "" : "/" + (position - 1));
        if (!field.isEmpty()) {
            for (String part : field.replace("]", "").split("\\[", -1)) {
                pointer.append('/').append(part.replace("~", "~0").replace("/", "~1"));
            }
        }
        return pointer.toString();
    }
}
