package io.waybill.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.waybill.order.Fault;
import io.waybill.order.FieldNames;
import io.waybill.signing.JsonForm;
import io.waybill.signing.UnencodableFieldException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From the text of one JSON value to the order that it is. */
final class JsonOrder {
    // An order's text is bounded, so its parts need no bounds of their own; depth does, for the parser keeps it.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxNameLength(Limits.ORDER_CHARACTERS)
                    .maxNumberLength(Limits.ORDER_CHARACTERS)
                    .maxStringLength(Limits.ORDER_CHARACTERS)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private static final String ORDER_EXPECTED = "one order: an object of field names and texts in { }";

    private JsonOrder() {}

    /**
     * The order that the value is, with its faults if it is none.
     *
     * @throws JsonSyntaxException if the value's text is no JSON
     */
    static RawOrder of(int position, JsonScanner.Value value) throws JsonSyntaxException {
        if (value.oversize()) {
            return faulty(position, value, new Fault("", "a longer one", Limits.CHARACTERS_EXPECTED));
        }
        String repeated = null;
        try (JsonParser parser = JSON.createParser(value.text())) {
            parser.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
            try {
                return read(position, value, parser);
            } catch (StreamConstraintsException e) {
                return faulty(position, value, new Fault("", "objects in objects without end", ORDER_EXPECTED));
            } catch (UnencodableFieldException e) {
                return faulty(position, value, unencodable(e));
            } catch (JsonProcessingException e) {
                repeated = parser.currentName();
                requireJson(value);
            }
        } catch (JsonProcessingException e) {
            throw new JsonSyntaxException(value.line(), e);
        } catch (IOException e) {
            throw new IllegalStateException("text in memory cannot be read", e);
        }
        return faulty(position, value, new Fault(FieldNames.shown(repeated), "this name twice", "each name once"));
    }

    /** An order of which nothing is known but what is wrong with it. */
    static RawOrder faulty(int position, JsonScanner.Value value, Fault fault) {
        return new RawOrder(position, value.line(), List.of(), List.of(fault));
    }

    private static RawOrder read(int position, JsonScanner.Value value, JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            parser.skipChildren();
            requireEnd(parser);
            return faulty(position, value, new Fault("", named(first), ORDER_EXPECTED));
        }
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        boolean[] full = {false};
        JsonForm.flatten(parser, (name, text) -> {
            if (fields.size() < Limits.ORDER_FIELDS) {
                fields.add(Map.entry(name, text));
            } else {
                full[0] = true;
            }
        });
        requireEnd(parser);
        List<Fault> faults = new ArrayList<>();
        if (full[0]) {
            faults.add(new Fault("", "more than that", Limits.FIELDS_EXPECTED));
        }
        refuseBooleans(fields, value.text(), faults);
        refuseRepeated(fields, faults);
        return new RawOrder(position, value.line(), List.copyOf(fields), List.copyOf(faults));
    }

    private static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "text behind the end of the value", parser.currentTokenLocation());
        }
    }

    // What the strict parser refused is well-formed for a lenient one if only a name was repeated.
    private static void requireJson(JsonScanner.Value value) throws IOException {
        try (JsonParser parser = JSON.createParser(value.text())) {
            parser.nextToken();
            parser.skipChildren();
            requireEnd(parser);
        } catch (StreamConstraintsException e) {
            return;
        }
    }

    // "utm": {"utm_source": ..} and "utm[utm_source]" are one field for the far end.
    private static void refuseRepeated(List<Map.Entry<String, String>> fields, List<Fault> faults) {
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, String> field : fields) {
            if (!names.add(field.getKey())) {
                faults.add(Fault.of(FieldNames.shown(field.getKey()), field.getValue(), "this field once"));
            }
        }
    }

    // Flattened, true is "1": a reference that nobody meant.
    private static void refuseBooleans(List<Map.Entry<String, String>> fields, String text, List<Fault> faults)
            throws IOException {
        boolean suspect = fields.stream()
                .anyMatch(field -> isName(field.getKey())
                        && (field.getValue().equals("1") || field.getValue().equals("0")));
        if (!suspect) {
            return;
        }
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (token.isBoolean() && isName(name)) {
                    faults.add(new Fault(name, parser.getText(), "a text"));
                }
                parser.skipChildren();
            }
        }
    }

    private static boolean isName(String field) {
        return FieldNames.CONTROL.contains(field) && !field.equals(FieldNames.PHYSICAL);
    }

    private static Fault unencodable(UnencodableFieldException e) {
        String field = Fault.excerpt(e.field());
        return new Fault("", "a field " + field + " that " + e.problem(), ORDER_EXPECTED);
    }

    private static String named(JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            default -> "null";
        };
    }
}
