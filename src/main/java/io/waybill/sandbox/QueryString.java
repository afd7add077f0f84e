package io.waybill.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Writes variables as PHP's {@code http_build_query} does, which is what the request's hash is taken of. */
final class QueryString {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OPEN = "%5B".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "%5D".getBytes(StandardCharsets.US_ASCII);
    private static final boolean[] AS_IS = new boolean[256];

    static {
        for (int c = 0; c < 128; c++) {
            AS_IS[c] = Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
        }
    }

    private byte[] bytes = new byte[512];
    private int length;

    private QueryString() {}

    /** The query string of the variables. */
    static byte[] of(PhpArray variables) {
        QueryString query = new QueryString();
        query.addAll(variables, new byte[0]);
        return Arrays.copyOf(query.bytes, query.length);
    }

    private void addAll(PhpArray variables, byte[] prefix) {
        for (Map.Entry<String, Object> entry : variables.entries().entrySet()) {
            int start = length;
            if (entry.getValue() instanceof PhpArray nested) {
                addName(entry.getKey(), prefix);
                byte[] deeper = Arrays.copyOfRange(bytes, start, length);
                length = start;
                addAll(nested, deeper);
            } else {
                if (length > 0) {
                    add('&');
                }
                addName(entry.getKey(), prefix);
                add('=');
                addEncoded((String) entry.getValue());
            }
        }
    }

    private void addName(String key, byte[] prefix) {
        if (prefix.length == 0) {
            addEncoded(key);
        } else {
            add(prefix);
            add(OPEN);
            addEncoded(key);
            add(CLOSE);
        }
    }

    private void addEncoded(String text) {
        reserve(3 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (AS_IS[c]) {
                bytes[length++] = (byte) c;
            } else if (c == ' ') {
                bytes[length++] = '+';
            } else {
                bytes[length++] = '%';
                bytes[length++] = HEX[c >> 4];
                bytes[length++] = HEX[c & 15];
            }
        }
    }

    private void add(char c) {
        reserve(1);
        bytes[length++] = (byte) c;
    }

    private void add(byte[] some) {
        reserve(some.length);
        System.arraycopy(some, 0, bytes, length, some.length);
        length += some.length;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
