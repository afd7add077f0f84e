package io.waybill.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads an {@code application/x-www-form-urlencoded} body the way PHP fills {@code $_POST}. */
final class PhpForm {
    /** PHP's default {@code max_input_vars}; what comes after is dropped without a word. */
    static final int MAX_VARIABLES = 1000;

    private static final int NAMES_REMEMBERED = 1000;
    private static final int LONGEST_REMEMBERED = 100;
    /** Names as they were sent; callers send the same few again and again. */
    private static final Map<String, PhpName> NAMES = new ConcurrentHashMap<>();

    private final byte[] body;
    private byte[] scratch = {};

    private PhpForm(byte[] body) {
        this.body = body;
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
            String value = equals < end ? decode(equals + 1, end) : "";
            name(start, equals).put(variables, value);
            start = end + 1;
        }
        return variables;
    }

    private PhpName name(int from, int to) {
        String sent = text(body, from, to - from);
        PhpName known = NAMES.get(sent);
        if (known != null) {
            return known;
        }
        PhpName name = PhpName.of(decode(from, to));
        if (sent.length() <= LONGEST_REMEMBERED && NAMES.size() < NAMES_REMEMBERED) {
            NAMES.put(sent, name);
        }
        return name;
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
        int i = from;
        while (i < to && body[i] != '%' && body[i] != '+') {
            i++;
        }
        if (i == to) {
            return text(body, from, to - from);
        }
        if (scratch.length == 0) {
            scratch = new byte[body.length];
        }
        int length = 0;
        for (i = from; i < to; i++) {
            byte b = body[i];
            if (b == '+') {
                b = ' ';
            } else if (b == '%' && i + 2 < to) {
                int high = hexDigit(body[i + 1]);
                int low = hexDigit(body[i + 2]);
                if (high >= 0 && low >= 0) {
                    b = (byte) (high << 4 | low);
                    i += 2;
                }
            }
            scratch[length++] = b;
        }
        return text(scratch, 0, length);
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static int hexDigit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
