package io.waybill.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Flattens one JSON object and checks where the parser is left. */
final class Flat {
    private static final JsonFactory JSON = new JsonFactory();

    private Flat() {}

    static List<Map.Entry<String, String>> pairs(String json) throws IOException {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            try {
                JsonForm.flatten(parser, (name, text) -> pairs.add(Map.entry(name, text)));
            } finally {
                if (parser.currentToken() != JsonToken.END_OBJECT
                        || !parser.getParsingContext().inRoot()) {
                    pairs.add(Map.entry("parser left at", String.valueOf(parser.currentToken())));
                }
            }
        }
        return pairs;
    }
}
