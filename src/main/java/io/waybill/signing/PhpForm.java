package io.waybill.signing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The form encoding of PHP's {@code http_build_query}, byte for byte, since the far end encodes what it has parsed
 * anew before it checks the hash. Only {@code A-Z a-z 0-9 - _ .} stay as they are, a space becomes {@code +}, every
 * other byte of the UTF-8 form becomes {@code %XX} with upper-case digits. ({@code URLEncoder} would let {@code *}
 * through.)
 */
public final class PhpForm {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.ISO_8859_1);
    // By ASCII character what stands for it in a query; 0 where it must be escaped.
    private static final byte[] PLAIN = plain();
    // The most characters that one UTF-16 unit can need: three bytes, three characters each.
    private static final int WIDEST = 9;
    private static final int REPLACEMENT = 0xFFFD;

    private PhpForm() {}

    /**
     * The query string of flat pairs ({@code goods[0][good_name]}, {@code utm[utm_source]}) in their order; empty if
     * there are none. An unpaired surrogate, which has no UTF-8 form, is sent as U+FFFD.
     *
     * @throws NullPointerException if a name or a text is null
     */
    public static String encode(Iterable<? extends Map.Entry<String, String>> pairs) {
        byte[] out = new byte[1024];
        int at = 0;
        for (Map.Entry<String, String> pair : pairs) {
            String name = pair.getKey();
            String text = pair.getValue();
            int needed = Math.addExact(at + 2, Math.multiplyExact(WIDEST, name.length() + text.length()));
            if (needed > out.length) {
                out = Arrays.copyOf(out, Math.max(needed, 2 * out.length));
            }
            if (at > 0) {
                out[at++] = '&';
            }
            at = encode(name, out, at);
            out[at++] = '=';
            at = encode(text, out, at);
        }
        return new String(out, 0, at, StandardCharsets.ISO_8859_1);
    }

    /**
     * The pairs, in order, of a query that {@link #encode} made. Not for queries of others.
     *
     * @throws IllegalArgumentException if a pair has no {@code =} or an escape is cut or has no hex digits
     */
    public static List<Map.Entry<String, String>> decode(String query) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (int from = 0; from < query.length(); ) {
            int ampersand = query.indexOf('&', from);
            int end = ampersand < 0 ? query.length() : ampersand;
            int equals = query.indexOf('=', from);
            if (equals < 0 || equals > end) {
                throw new IllegalArgumentException("no '=' in the pair that begins at character " + from);
            }
            pairs.add(Map.entry(decode(query, from, equals), decode(query, equals + 1, end)));
            from = end + 1;
        }
        return pairs;
    }

    private static int encode(String text, byte[] out, int start) {
        int at = start;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                byte plain = PLAIN[unit];
                if (plain != 0) {
                    out[at++] = plain;
                } else {
                    at = escape(unit, out, at);
                }
            } else {
                int point = text.codePointAt(i);
                i += Character.charCount(point) - 1;
                at = escapeUtf8(Character.getType(point) == Character.SURROGATE ? REPLACEMENT : point, out, at);
            }
        }
        return at;
    }

    private static int escapeUtf8(int point, byte[] out, int start) {
        int at = start;
        if (point < 0x800) {
            at = escape(0xC0 | point >> 6, out, at);
        } else {
            if (point < 0x10000) {
                at = escape(0xE0 | point >> 12, out, at);
            } else {
                at = escape(0xF0 | point >> 18, out, at);
                at = escape(0x80 | point >> 12 & 0x3F, out, at);
            }
            at = escape(0x80 | point >> 6 & 0x3F, out, at);
        }
        return escape(0x80 | point & 0x3F, out, at);
    }

    private static int escape(int octet, byte[] out, int at) {
        out[at] = '%';
        out[at + 1] = HEX[octet >> 4];
        out[at + 2] = HEX[octet & 0xF];
        return at + 3;
    }

    private static String decode(String query, int from, int end) {
        int plain = from;
        while (plain < end && query.charAt(plain) != '%' && query.charAt(plain) != '+') {
            plain++;
        }
        if (plain == end) {
            return query.substring(from, end);
        }
        byte[] bytes = new byte[end - from];
        int length = 0;
        for (int i = from; i < end; i++) {
            char c = query.charAt(i);
            if (c == '%') {
                int high = i + 2 < end ? Character.digit(query.charAt(i + 1), 16) : -1;
                int low = i + 2 < end ? Character.digit(query.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException("no two hex digits after '%' at character " + i);
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = (byte) (c == '+' ? ' ' : c);
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static byte[] plain() {
        byte[] table = new byte[0x80];
        for (char c = 0; c < 0x80; c++) {
            if (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-_.".indexOf(c) >= 0) {
                table[c] = (byte) c;
            }
        }
        table[' '] = '+';
        return table;
    }
}
