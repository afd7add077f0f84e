package io.waybill.sandbox;

import java.nio.charset.StandardCharsets;

/** Reads an {@code application/x-www-form-urlencoded} body the way PHP fills {@code $_POST}. */
final class PhpForm {
    /** PHP's default {@code max_input_vars}; what comes after is dropped without a word. */
    static final int MAX_VARIABLES = 1000;

    private static final int MAX_NESTING = 64;

    private final byte[] body;
    private final byte[] scratch;

    private PhpForm(byte[] body) {
        this.body = body;
        this.scratch = new byte[body.length];
    }

    /** The variables of a body; never fails, as PHP never does. */
    static PhpArray parse(byte[] body) {
        return new PhpForm(body).variables();
    }

    private PhpArray variables() {
        PhpArray variables = new PhpArray();
        int start = 0;
        for (int count = 0; start < body.length && count < MAX_VARIABLES; count++) {
            int end = find('&', start, body.length);
            int equals = find('=', start, end);
            String name = decode(start, equals);
            String value = equals < end ? decode(equals + 1, end) : "";
            register(variables, name, value);
            start = end + 1;
        }
        return variables;
    }

    private int find(char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (body[i] == wanted) {
                return i;
            }
        }
        return to;
    }

    private String decode(int from, int to) {
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = body[i];
            if (b == '+') {
                b = ' ';
            } else if (b == '%' && i + 2 < to) {
                int high = Character.digit(body[i + 1], 16);
                int low = Character.digit(body[i + 2], 16);
                if (high >= 0 && low >= 0) {
                    b = (byte) (high << 4 | low);
                    i += 2;
                }
            }
            scratch[length++] = b;
        }
        return new String(scratch, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Puts one variable where PHP's {@code php_register_variable} puts it. */
    private static void register(PhpArray variables, String sent, String value) {
        String name = bare(sent);
        int bracket = name.indexOf('[');
        String root = mangle(bracket < 0 ? name : name.substring(0, bracket));
        if (root.isEmpty()) {
            return;
        }
        PhpArray into = variables;
        String key = root;
        int at = bracket;
        for (int nesting = 1; at >= 0 && at < name.length() && name.charAt(at) == '['; nesting++) {
            if (nesting > MAX_NESTING) {
                return;
            }
            int close = name.indexOf(']', at);
            if (close < 0) {
                key = nesting == 1 ? mangle(name) : key;
                break;
            }
            into = key == null ? appendArray(into) : into.arrayAt(key);
            String inner = name.substring(at + 1, close);
            key = inner.isEmpty() || (inner.length() == 1 && isSpace(inner.charAt(0))) ? null : inner;
            at = close + 1;
        }
        if (key == null) {
            into.append(value);
        } else {
            into.put(key, value);
        }
    }

    private static PhpArray appendArray(PhpArray into) {
        PhpArray created = new PhpArray();
        into.append(created);
        return created;
    }

    /** A name without leading spaces, up to a NUL: PHP holds names as C strings. */
    private static String bare(String name) {
        int from = 0;
        while (from < name.length() && name.charAt(from) == ' ') {
            from++;
        }
        int nul = name.indexOf('\0');
        return name.substring(Math.min(from, nul < 0 ? from : nul), nul < 0 ? name.length() : nul);
    }

    private static String mangle(String name) {
        return name.replace(' ', '_').replace('.', '_').replace('[', '_');
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
