package io.waybill.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/**
 * Why a call was not answered, as RFC 9457 problem details.
 *
 * @param status the HTTP status
 * @param title what kind of thing went wrong, the same for all of a kind
 * @param detail what was wrong here and what to do, a sentence
 * @param headers what stands beside it in the response's header
 * @param more its further members, or null
 */
record Problem(int status, String title, String detail, Map<String, String> headers, JsonText.Writing more) {
    static final String CONTENT_TYPE = "application/problem+json";

    Problem(int status, String title, String detail) {
        this(status, title, detail, Map.of(), null);
    }

    static Problem unauthorized() {
        return new Problem(
                401,
                "Unauthorized",
                "This call needs the header Authorization: Bearer TOKEN; the token stands in gateway.json in the"
                        + " gateway's data folder.");
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "Bad request", detail);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "Not found", detail);
    }

    /** What was asked for is understood, but cannot be done to the order as it stands. */
    static Problem refused(String detail) {
        return new Problem(409, "Refused", detail);
    }

    static Problem failed(String detail) {
        return new Problem(500, "The gateway could not answer", detail);
    }

    /** Not now. */
    static Problem unavailable(String detail) {
        return new Problem(503, "Not now", detail, Map.of("Retry-After", "1"), null);
    }

    /** With a header beside it. */
    Problem with(String header, String value) {
        return new Problem(status, title, detail, Map.of(header, value), more);
    }

    /** With further members. */
    Problem with(JsonText.Writing members) {
        return new Problem(status, title, detail, headers, members);
    }

    String json() {
        return JsonText.of(this::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("title", title);
        json.writeNumberField("status", status);
        json.writeStringField("detail", detail);
        if (more != null) {
            more.write(json);
        }
        json.writeEndObject();
    }
}
