package io.waybill.outcome;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.State;
import io.waybill.signing.FieldTree;
import io.waybill.signing.PhpForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Receipts and error entries as JSON text, each ended by a line feed. */
final class OutcomeJson {
    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder().rootValueSeparator((String) null).build();

    private static final int USUAL_BYTES = 2048;

    private OutcomeJson() {}

    /** A generator of which each object is one line; closing it does not reach the stream. */
    static JsonGenerator lines(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out, JsonEncoding.UTF8).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** The receipt or the error entry of an order as a file of its own, indented for the person who opens it. */
    static ByteBuffer pretty(FiledDocument document, SettledOrder order) throws IOException {
        Bytes out = new Bytes();
        try (JsonGenerator json = pretty(out)) {
            write(json, document, order);
        }
        return out.buffer();
    }

    private static final class Bytes extends ByteArrayOutputStream {
        Bytes() {
            super(USUAL_BYTES);
        }

        ByteBuffer buffer() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }

    private static JsonGenerator pretty(OutputStream out) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return lines(out)
                .setPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter));
    }

    /** Writes the receipt of a confirmed order or the error entry of any other. */
    static void write(JsonGenerator json, FiledDocument document, SettledOrder order) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", order.reference());
        text(json, "ref", order.ref());
        text(
                json,
                "operation",
                order.operation() == null ? null : order.operation().apiName());
        text(json, "account", order.account().name());
        json.writeStringField("state", order.state().label());
        if (order.billId() == null) {
            json.writeNullField("bill_id");
        } else {
            json.writeNumberField("bill_id", order.billId());
        }
        source(json, document, order);
        json.writeStringField("accepted_at", UtcTime.text(order.acceptedAt()));
        json.writeStringField("settled_at", UtcTime.text(order.settledAt()));
        json.writeNumberField("attempts", order.attempts());
        json.writeFieldName("fields");
        new FieldTree(PhpForm.decode(order.query())).write(json);
        reply(json, order.reply());
        if (order.account().sandbox()) {
            json.writeBooleanField("sandbox", true);
        }
        if (order.state() != State.CONFIRMED) {
            failure(json, order);
        } else if (order.reason() != null) {
            text(json, "note", order.reason());
        }
        if (order.related() != null) {
            text(json, "related", order.related());
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Writes the line that takes back the error entry of an order. */
    static void writeResolved(JsonGenerator json, SettledOrder order, String resolvedBy) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", order.reference());
        text(json, "resolved_by", resolvedBy);
        json.writeStringField("state", order.state().label());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static void source(JsonGenerator json, FiledDocument document, SettledOrder order) throws IOException {
        json.writeObjectFieldStart("source");
        text(json, "kind", document.source());
        text(json, "document", document.name());
        json.writeNumberField("position", order.position());
        json.writeNumberField("line", order.line());
        json.writeEndObject();
    }

    /** As it came: it was parsed when it was verified, and a number keeps the digits that the far end wrote. */
    private static void reply(JsonGenerator json, String reply) throws IOException {
        if (reply == null || reply.isBlank()) {
            json.writeNullField("reply");
            return;
        }
        json.writeFieldName("reply");
        json.writeRawValue(WellFormed.of(oneLine(reply)));
    }

    /** In JSON a bare line break stands between tokens only, where a space means the same. */
    private static String oneLine(String reply) {
        boolean broken = reply.indexOf('\n') >= 0 || reply.indexOf('\r') >= 0;
        return broken ? reply.replace('\r', ' ').replace('\n', ' ') : reply;
    }

    private static void failure(JsonGenerator json, SettledOrder order) throws IOException {
        if (order.errorCode() == null) {
            json.writeNullField("error_code");
        } else {
            json.writeNumberField("error_code", order.errorCode());
        }
        text(json, "error_text", order.errorText());
        text(json, "reason", order.reason());
        text(json, "advice", Advice.of(order));
        if (order.question() != null) {
            json.writeFieldName("candidates");
            json.writeRawValue(WellFormed.of(order.question().candidates()));
        }
    }

    private static void text(JsonGenerator json, String name, String text) throws IOException {
        json.writeFieldName(name);
        json.writeString(text == null ? null : WellFormed.of(text));
    }
}
