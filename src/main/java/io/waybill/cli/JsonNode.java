package io.waybill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as a tree, with Jackson's core alone: its data binding takes longer to load than a command may take. */
final class JsonNode {
    private static final JsonNode NONE = new JsonNode(null);

    private final Object value;

    private JsonNode(Object value) {
        this.value = value;
    }

    static JsonNode of(String text) {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            return read(json);
        } catch (IOException e) {
            throw new UncheckedIOException("the gateway's answer is not JSON", e);
        }
    }

    static JsonNode read(JsonParser json) throws IOException {
        json.nextToken();
        return new JsonNode(value(json));
    }

    private static Object value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, JsonNode> members = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                members.put(name, new JsonNode(value(json)));
            }
            return members;
        }
        if (token == JsonToken.START_ARRAY) {
            List<JsonNode> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(new JsonNode(value(json)));
            }
            return items;
        }
        return token == JsonToken.VALUE_NULL || token == null ? null : json.getText();
    }

    /** The member of that name; a node without value where there is none. */
    JsonNode at(String name) {
        return members().getOrDefault(name, NONE);
    }

    /** The member's text; null where there is none. */
    String text(String name) {
        return at(name).text();
    }

    /** The member's number; 0 where there is none. */
    long number(String name) {
        String text = text(name);
        return text == null ? 0 : Long.parseLong(text);
    }

    boolean is(String name) {
        return "true".equals(text(name));
    }

    /** The value's text; null where it has none. */
    String text() {
        return value instanceof String text ? text : null;
    }

    boolean isNull() {
        return value == null;
    }

    /** The items of a list; none where it is none. */
    @SuppressWarnings("unchecked")
    List<JsonNode> items() {
        return value instanceof List<?> ? (List<JsonNode>) value : List.of();
    }

    /** The members of an object; none where it is none. */
    @SuppressWarnings("unchecked")
    Map<String, JsonNode> members() {
        return value instanceof Map<?, ?> ? (Map<String, JsonNode>) value : Map.of();
    }
}
