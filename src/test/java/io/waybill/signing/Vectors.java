package io.waybill.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.StreamSupport;

/** The signatures that PHP made, from {@code vectors/signing.json}. */
final class Vectors {
    record Request(String name, String user, String key, String json, String query, String hash) {}

    record Response(String name, String key, String body, boolean valid) {}

    private Vectors() {}

    static List<Request> requests() throws IOException {
        return StreamSupport.stream(root().path("requests").spliterator(), false)
                .map(node -> new Request(
                        node.get("name").textValue(),
                        node.get("user").textValue(),
                        node.get("key").textValue(),
                        node.get("params_json").textValue(),
                        node.get("query").textValue(),
                        node.get("hash").textValue()))
                .toList();
    }

    static List<Response> responses() throws IOException {
        return StreamSupport.stream(root().path("responses").spliterator(), false)
                .map(node -> new Response(
                        node.get("name").textValue(),
                        node.get("key").textValue(),
                        node.get("body").textValue(),
                        node.get("valid").booleanValue()))
                .toList();
    }

    private static JsonNode root() throws IOException {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/signing.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
