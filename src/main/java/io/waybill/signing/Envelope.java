package io.waybill.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.util.OptionalLong;

/** The fields of a reply as its sender claims them. */
final class Envelope {
    // Not the default pool: it keeps buffers by thread, which is of no use where threads live for one order.
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private static final int CODE = 1;
    private static final int TEXT = 2;
    private static final int HASH = 4;
    private static final int RESULT = 8;
    private static final int BILL_ID = 16;

    private int seen;
    private String absence;
    private String defect;
    private String code;
    private String text;
    private String hash;
    private OptionalLong billId = OptionalLong.empty();

    private Envelope() {}

    static Envelope read(String body) {
        Envelope envelope = new Envelope();
        try (JsonParser parser = JSON.createParser(body)) {
            envelope.absence = envelope.read(parser);
        } catch (JsonEOFException cut) {
            envelope.absence = "the reply's JSON breaks off";
        } catch (IOException notJson) {
            envelope.absence = "the reply is not JSON";
        }
        return envelope;
    }

    /** Why there is no envelope at all, or null. */
    String absence() {
        return absence;
    }

    /** What is wrong with the envelope's form, or null. */
    String defect() {
        return defect;
    }

    /** The one {@code error_code}, an int in its canonical digits, or null. */
    String code() {
        return code;
    }

    /** The one {@code error_text}, or null. */
    String text() {
        return text;
    }

    /** The one {@code hash}, or null. */
    String hash() {
        return hash;
    }

    /** The positive {@code bill_id} of {@code result}, if it has one. */
    OptionalLong billId() {
        return billId;
    }

    private String read(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return "the reply is empty";
        }
        if (first != JsonToken.START_OBJECT) {
            return "the reply is JSON, but not an object";
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            member(name, parser.nextToken(), parser);
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            return "something follows the reply's JSON object";
        }
        if (!has(CODE)) {
            return "the reply has no error_code";
        }
        if (defect == null && !(has(TEXT) && has(HASH))) {
            defect = "the reply has no " + (has(HASH) ? "error_text" : "hash");
        }
        return null;
    }

    private void member(String name, JsonToken value, JsonParser parser) throws IOException {
        switch (name) {
            case "error_code":
                code = once(CODE, name) ? code(value, parser) : null;
                break;
            case "error_text":
                text = once(TEXT, name) ? text(name, value, parser) : null;
                break;
            case "hash":
                hash = once(HASH, name) ? text(name, value, parser) : null;
                break;
            case "result":
                if (once(RESULT, name) && value == JsonToken.START_OBJECT) {
                    result(parser);
                }
                break;
            default:
                break;
        }
    }

    private void result(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("bill_id") && once(BILL_ID, name)) {
                billId = billId(value, parser);
            }
            parser.skipChildren();
        }
    }

    private String code(JsonToken value, JsonParser parser) throws IOException {
        if (mayBeInteger(value)) {
            try {
                String digits = parser.getText();
                Integer.parseInt(digits);
                if (isCanonical(digits)) {
                    return digits;
                }
            } catch (NumberFormatException noInt) {
                // told below
            }
        }
        flaw("the reply's error_code is not an integer");
        return null;
    }

    private String text(String name, JsonToken value, JsonParser parser) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        flaw("the reply's " + name + " is not text");
        return null;
    }

    private static OptionalLong billId(JsonToken value, JsonParser parser) throws IOException {
        if (mayBeInteger(value)) {
            try {
                long number = Long.parseLong(parser.getText());
                if (number > 0 && isCanonical(parser.getText())) {
                    return OptionalLong.of(number);
                }
            } catch (NumberFormatException noLong) {
                // as good as none
            }
        }
        return OptionalLong.empty();
    }

    /** Of what parses as a number: whether it is written as numbers are, without plus, leading zeros or foreign digits. */
    private static boolean isCanonical(String digits) {
        int first = digits.charAt(0) == '-' ? 1 : 0;
        for (int i = first; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
        }
        return digits.charAt(first) != '0' || digits.length() == 1;
    }

    private static boolean mayBeInteger(JsonToken value) {
        return value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_STRING;
    }

    private boolean once(int field, String name) {
        if (has(field)) {
            flaw("the reply has " + name + " twice");
            return false;
        }
        seen |= field;
        return true;
    }

    private boolean has(int field) {
        return (seen & field) != 0;
    }

    private void flaw(String problem) {
        if (defect == null) {
            defect = problem;
        }
    }
}
