package io.waybill.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** A receipt or an error entry, and the file in which it stands. */
record Outcome(Path file, JsonNode json) {
    String id() {
        return text("id");
    }

    String ref() {
        return text("ref");
    }

    String state() {
        return text("state");
    }

    String operation() {
        return text("operation");
    }

    String reason() {
        return text("reason");
    }

    Long billId() {
        return json.path("bill_id").isNumber() ? json.get("bill_id").asLong() : null;
    }

    String document() {
        return json.path("source").path("document").asText();
    }

    int position() {
        return json.path("source").path("position").asInt();
    }

    @Override
    public String toString() {
        return document() + "/" + position() + " " + ref() + " " + state();
    }

    boolean confirmed() {
        return "confirmed".equals(state());
    }

    String text(String name) {
        return json.path(name).textValue();
    }
}
