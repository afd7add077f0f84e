package io.waybill.signing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * An order's parameters from JSON to flat pairs, as PHP's {@code http_build_query(json_decode(...))} names and
 * orders them: booleans are {@code 1} and {@code 0}; null, empty arrays and empty objects vanish, their neighbours keep
 * their index; a name that comes twice in one object has its last value at its first place.
 *
 * <p>Numbers are never floats. Integers stand as they are, however long; decimals are written exactly, plain and
 * without trailing zeros, where PHP would begin to round or to write exponents.
 */
public final class JsonForm {
    /** How deep objects and arrays may lie in each other, the parameters' own object being the first. */
    public static final int DEEPEST = 64;

    private final JsonParser parser;
    private final JsonStreamContext root;
    private UnencodableFieldException fault;

    private JsonForm(JsonParser parser) {
        this.parser = parser;
        this.root = parser.getParsingContext();
    }

    /**
     * Gives all pairs of one object to the sink, or, if a field cannot be encoded, none.
     *
     * @param parser stands at the object's START_OBJECT; stands at its END_OBJECT afterwards, also when a field could
     *     not be encoded, so that the next order can be read
     * @param sink takes flat name and text
     * @throws UnencodableFieldException if objects lie too deep in each other or a number is absurdly long
     * @throws IOException if the JSON is broken or cannot be read; the parser is of no further use
     */
    public static void flatten(JsonParser parser, BiConsumer<String, String> sink) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw new IllegalStateException("the parser does not stand at an object but at " + parser.currentToken());
        }
        JsonForm form = new JsonForm(parser);
        Map<String, Object> members = form.object(1);
        if (form.fault != null) {
            throw form.fault;
        }
        StringBuilder name = new StringBuilder();
        members.forEach((key, value) -> {
            name.setLength(0);
            emit(name.append(key), value, sink);
        });
    }

    // Text, Map, List or null. Members are gathered before any is given on, because a later one can replace them.
    private Object value(JsonToken token, int depth) throws IOException {
        switch (token) {
            case VALUE_STRING:
                return parser.getText();
            case VALUE_NUMBER_INT:
                String digits = parser.getText();
                return digits.equals("-0") ? "0" : digits;
            case VALUE_NUMBER_FLOAT:
                return decimal(parser.getText());
            case VALUE_TRUE:
                return "1";
            case VALUE_FALSE:
                return "0";
            case VALUE_NULL:
                return null;
            case START_OBJECT:
                return depth > DEEPEST ? tooDeep() : object(depth);
            case START_ARRAY:
                return depth > DEEPEST ? tooDeep() : array(depth);
            default:
                throw new IllegalStateException("no JSON value: " + token);
        }
    }

    private Map<String, Object> object(int depth) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            members.put(key, value(parser.nextToken(), depth + 1));
        }
        return members;
    }

    private List<Object> array(int depth) throws IOException {
        List<Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(token, depth + 1));
        }
        return elements;
    }

    private String decimal(String json) {
        String plain = PlainDecimal.of(json);
        if (plain == null) {
            note(
                    parser.getParsingContext(),
                    "is a number of more than " + PlainDecimal.LONGEST + " digits when written out");
        }
        return plain;
    }

    private Object tooDeep() throws IOException {
        note(parser.getParsingContext().getParent(), "lies more than " + DEEPEST + " objects or arrays deep");
        parser.skipChildren();
        return null;
    }

    private void note(JsonStreamContext container, String problem) {
        if (fault == null) {
            fault = new UnencodableFieldException(name(container), problem);
        }
    }

    private String name(JsonStreamContext container) {
        if (container == root) {
            return container.getCurrentName();
        }
        String part = container.inArray() ? Integer.toString(container.getCurrentIndex()) : container.getCurrentName();
        return name(container.getParent()) + "[" + part + "]";
    }

    private static void emit(StringBuilder name, Object value, BiConsumer<String, String> sink) {
        if (value instanceof String text) {
            sink.accept(name.toString(), text);
        } else if (value instanceof Map<?, ?> members) {
            members.forEach((key, member) -> emitPart(name, key, member, sink));
        } else if (value instanceof List<?> elements) {
            for (int i = 0; i < elements.size(); i++) {
                emitPart(name, i, elements.get(i), sink);
            }
        }
    }

    private static void emitPart(StringBuilder name, Object part, Object value, BiConsumer<String, String> sink) {
        int length = name.length();
        emit(name.append('[').append(part).append(']'), value, sink);
        name.setLength(length);
    }
}
