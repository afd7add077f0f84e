package io.waybill.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON as PHP's {@code json_encode} does by default: pure ASCII, {@code /} escaped. Texts are PHP strings.
 * Commas are set by looking at what stands before.
 */
final class Json {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final String NO_COMMA_AFTER = "{[:,\n";

    private byte[] bytes = new byte[256];
    private int length;
    private boolean malformed;

    Json open(char bracket) {
        separate();
        return add(bracket);
    }

    Json close(char bracket) {
        return add(bracket);
    }

    Json name(String name) {
        return text(name).add(':');
    }

    Json text(String text) {
        separate();
        add('"');
        if (isPlain(text)) {
            return ascii(text).add('"');
        }
        String readable = PhpText.readStrictly(text);
        if (readable == null) {
            malformed = true;
            readable = PhpText.read(text);
        }
        for (int i = 0; i < readable.length(); i++) {
            addEscaped(readable.charAt(i));
        }
        return add('"');
    }

    Json number(long number) {
        separate();
        return ascii(Long.toString(number));
    }

    /** A value that is JSON already. */
    Json raw(String json) {
        separate();
        return ascii(json);
    }

    /** Another writer's JSON as the next value. */
    Json append(Json value) {
        separate();
        reserve(value.length);
        System.arraycopy(value.bytes, 0, bytes, length, value.length);
        length += value.length;
        malformed |= value.malformed;
        return this;
    }

    Json member(String name, String text) {
        return name(name).text(text);
    }

    Json member(String name, long number) {
        return name(name).number(number);
    }

    Json member(String name, boolean value) {
        return name(name).raw(Boolean.toString(value));
    }

    Json newline() {
        return add('\n');
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    void copyTo(ByteBuffer target) {
        target.put(bytes, 0, length);
    }

    /** Whether a text was no UTF-8: PHP writes nothing at all then. */
    boolean isMalformed() {
        return malformed;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }

    private void separate() {
        if (length > 0 && NO_COMMA_AFTER.indexOf(bytes[length - 1]) < 0) {
            add(',');
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\' || c == '/') {
                return false;
            }
        }
        return true;
    }

    private void addEscaped(char c) {
        switch (c) {
            case '"', '\\', '/' -> add('\\').add(c);
            case '\b' -> add('\\').add('b');
            case '\f' -> add('\\').add('f');
            case '\n' -> add('\\').add('n');
            case '\r' -> add('\\').add('r');
            case '\t' -> add('\\').add('t');
            default -> {
                if (c >= 0x20 && c < 0x80) {
                    add(c);
                } else {
                    add('\\').add('u').add(HEX[c >> 12]).add(HEX[c >> 8 & 15]);
                    add(HEX[c >> 4 & 15]).add(HEX[c & 15]);
                }
            }
        }
    }

    @SuppressWarnings("deprecation") // the deprecated getBytes is the one that copies the low bytes without a detour
    private Json ascii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
        return this;
    }

    private Json add(char c) {
        reserve(1);
        bytes[length++] = (byte) c;
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
