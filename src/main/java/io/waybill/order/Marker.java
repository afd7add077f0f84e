package io.waybill.order;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The mark by which an order is found again at the far end, since CreateOrder carries no key of the client: 16 random
 * characters of A-Z and 0-9 (80 bits), which are at the same time the order's public id.
 */
public final class Marker {
    /** Without I, L, O and U, which people misread. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int BITS = 5;
    private static final int LENGTH = 16;
    private static final String TAG = "bill_tag";
    private static final String COMMENT = "bill_comment";

    private Marker() {}

    /** A new marker. */
    public static String random(RandomGenerator random) {
        return random(random, LENGTH);
    }

    /** Whether a text has the form of a marker. */
    public static boolean isMarker(String text) {
        return text.length() == LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }

    /** A random name of that many characters. */
    public static String random(RandomGenerator random, int length) {
        // one draw of many bytes: a secure generator charges by the call
        byte[] bytes = new byte[(length * BITS + Byte.SIZE - 1) / Byte.SIZE];
        random.nextBytes(bytes);
        char[] marker = new char[length];
        int pool = 0; // only its low bits count; the others may overflow
        int bits = 0;
        int next = 0;
        for (int i = 0; i < length; i++) {
            if (bits < BITS) {
                pool = pool << Byte.SIZE | bytes[next++] & 0xff;
                bits += Byte.SIZE;
            }
            bits -= BITS;
            marker[i] = ALPHABET.charAt(pool >> bits & ALPHABET.length() - 1);
        }
        return new String(marker);
    }

    /** An order's fields with its marker: as the tag where the order has none of its own, else behind the comment. */
    public static Fields into(Fields fields, String marker) {
        if (fields.get(TAG).isEmpty()) {
            return fields.with(TAG, marker);
        }
        Optional<String> comment = fields.get(COMMENT).filter(text -> !text.isEmpty());
        return fields.with(COMMENT, comment.map(text -> text + " " + marker).orElse(marker));
    }
}
