package io.waybill.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.outcome.UtcTime;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Writes JSON into text. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** Something that writes itself. */
    interface Writing {
        void write(JsonGenerator json) throws IOException;
    }

    static String of(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            writing.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    /** A number, or null. */
    static void number(JsonGenerator json, String name, Number number) throws IOException {
        json.writeFieldName(name);
        if (number == null) {
            json.writeNull();
        } else {
            json.writeNumber(number.longValue());
        }
    }

    /** A time as receipts show it, or null. */
    static void time(JsonGenerator json, String name, Instant time) throws IOException {
        json.writeStringField(name, time == null ? null : UtcTime.text(time));
    }
}
