package io.waybill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.intake.Inspection.Inspected;
import io.waybill.order.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Tells programs, by one JSON object that is written as the document is read. */
final class JsonVerdicts extends Verdicts {
    private final PrintWriter out;
    private final JsonGenerator json;
    private final String document;
    private final String mapping;
    private boolean begun;
    private long stoppedLine;
    private String stopped;

    /** Something that may fail to be written. */
    private interface Writing {
        void write() throws IOException;
    }

    JsonVerdicts(PrintWriter out, String document, String mapping) throws IOException {
        this.out = out;
        this.document = document;
        this.mapping = mapping;
        this.json = new JsonFactory().createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    @Override
    void begin(String format) {
        begun = true;
        write(() -> {
            json.writeStartObject();
            json.writeStringField("document", document);
            json.writeStringField("format", format);
            json.writeStringField("mapping", mapping);
            json.writeArrayFieldStart("orders");
        });
    }

    @Override
    void good(Inspected order) {
        write(() -> order(order, true));
    }

    @Override
    void bad(Inspected order) {
        write(() -> order(order, false));
    }

    private void order(Inspected order, boolean valid) throws IOException {
        json.writeStartObject();
        json.writeNumberField("position", order.position());
        json.writeNumberField("line", order.line());
        json.writeStringField(
                "operation",
                order.operation() == null ? null : order.operation().apiName());
        json.writeStringField("ref", order.ref());
        json.writeStringField(
                "account",
                order.account() == null ? null : order.account().key().name());
        json.writeBooleanField("valid", valid);
        json.writeObjectFieldStart("fields");
        for (Map.Entry<String, String> field : order.sent().pairs()) {
            // an order that is refused may bring anything, a key too
            if (valid
                    || order.faults().stream().noneMatch(fault -> fault.field().equals(field.getKey()))) {
                json.writeStringField(field.getKey(), field.getValue());
            }
        }
        json.writeEndObject();
        json.writeArrayFieldStart("faults");
        for (Fault fault : order.faults()) {
            json.writeStartObject();
            json.writeStringField("field", fault.field());
            json.writeStringField("source", fault.source());
            json.writeStringField("found", fault.found());
            json.writeStringField("expected", fault.expected());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    void stopped(long line, String why) {
        if (!begun) {
            begin(null);
        }
        stoppedLine = line;
        stopped = why;
    }

    @Override
    void end() {
        write(() -> {
            json.writeEndArray();
            if (stopped != null) {
                json.writeObjectFieldStart(stoppedLine == 0 ? "unreadable" : "broken");
                if (stoppedLine != 0) {
                    json.writeNumberField("line", stoppedLine);
                }
                json.writeStringField("reason", stopped);
                json.writeEndObject();
            }
            json.writeNumberField("valid", valid());
            json.writeNumberField("invalid", invalid());
            json.writeEndObject();
            json.flush();
        });
        out.println();
        out.flush();
    }

    @Override
    public void close() {
        write(json::close);
    }

    private static void write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
