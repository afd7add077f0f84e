package io.waybill.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.waybill.order.Fault;
import io.waybill.signing.JsonForm;
import io.waybill.signing.UnencodableFieldException;
import java.io.IOException;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An order's parameters as a person gives them on the command line: one JSON object and nothing else. */
final class JsonParameters {
    private static final String EXPECTED = "expected one JSON object with an order's parameters, found ";

    /** Opens the JSON; it is closed when it has been read. */
    interface Source {
        JsonParser open() throws IOException;
    }

    private JsonParameters() {}

    /**
     * The flat pairs of the one object that the source holds.
     *
     * @param firstLine the number of the source's first line, for messages
     */
    static List<Map.Entry<String, String>> read(Source source, long firstLine) throws UnusableInputException {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        try (JsonParser parser = source.open()) {
            JsonToken token = parser.nextToken();
            String where = at(parser.currentTokenLocation(), firstLine);
            if (token != JsonToken.START_OBJECT) {
                throw new UnusableInputException(where + EXPECTED + kind(token));
            }
            try {
                JsonForm.flatten(parser, (name, text) -> pairs.add(new SimpleImmutableEntry<>(name, text)));
            } catch (UnencodableFieldException field) {
                throw new UnusableInputException(
                        where + "the field " + Fault.excerpt(field.field()) + " " + field.problem());
            }
            if (parser.nextToken() != null) {
                throw new UnusableInputException(
                        at(parser.currentTokenLocation(), firstLine) + EXPECTED + "more behind it");
            }
            return pairs;
        } catch (JsonProcessingException broken) {
            throw new UnusableInputException(
                    at(broken.getLocation(), firstLine) + EXPECTED + "broken JSON: " + reason(broken));
        } catch (IOException unreadable) {
            throw new UnusableInputException("the parameters cannot be read: " + unreadable.getMessage());
        }
    }

    private static String at(JsonLocation location, long firstLine) {
        return "line " + (firstLine + Math.max(1, location.getLineNr()) - 1) + ": ";
    }

    private static String kind(JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        switch (token) {
            case START_ARRAY:
                return "an array";
            case VALUE_STRING:
                return "a text";
            case VALUE_NUMBER_INT:
            case VALUE_NUMBER_FLOAT:
                return "a number";
            default:
                return token.asString();
        }
    }

    // Jackson's own words without its pointers into the source, which it does not show anyway.
    private static String reason(JsonProcessingException broken) {
        String words = broken.getOriginalMessage().lines().findFirst().orElse("");
        return words.replaceFirst(" \\([^(]*\\[Source:.*", "") + ", at column "
                + broken.getLocation().getColumnNr();
    }
}
