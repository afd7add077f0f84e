package io.waybill.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.ledger.Intervened;
import io.waybill.ledger.ReplayedAll;
import java.io.IOException;

/** The answers to what people want done. */
final class InterventionJson {
    private InterventionJson() {}

    static String text(Intervened done) {
        return JsonText.of(json -> write(json, done));
    }

    /** @param done null where orders were only counted */
    static String text(long matched, ReplayedAll done) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeNumberField("matched", matched);
            if (done != null) {
                json.writeNumberField("replayed", done.replayed());
                json.writeNumberField("refused", done.refused());
                json.writeArrayFieldStart("refusals");
                for (Intervened refusal : done.refusals()) {
                    write(json, refusal);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Intervened done) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", done.reference());
        json.writeStringField("ref", done.ref());
        json.writeStringField("before", done.before().label());
        json.writeStringField("state", done.after().label());
        json.writeArrayFieldStart("with");
        for (String other : done.with()) {
            json.writeString(other);
        }
        json.writeEndArray();
        if (!done.isDone()) {
            json.writeStringField("refused", done.refusal());
        }
        json.writeEndObject();
    }
}
