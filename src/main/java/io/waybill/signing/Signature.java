package io.waybill.signing;

import java.nio.charset.StandardCharsets;

/**
 * The signature of a request: {@code md5(query + "::" + login + "::" + key)}, where the query is what
 * {@link PhpForm#encode} made of all fields but {@code hash}. Login and key go in raw: they are neither trimmed nor
 * encoded.
 */
public final class Signature {
    private static final String FIELD = "hash=";

    private Signature() {}

    /** The hash of a request in lower-case hex. Without fields the query is the empty string, and is hashed as such. */
    public static String of(String query, String login, String key) {
        byte[] hash = new byte[Md5.DIGITS];
        try (Md5 md5 = Md5.open()) {
            md5.add(query);
            finish(md5, login, key, hash, 0);
        }
        return new String(hash, StandardCharsets.ISO_8859_1);
    }

    /**
     * The exact body to send: the query with {@code hash} as its last field. It is ASCII, and must reach the wire
     * unchanged, since the far end hashes what it receives.
     */
    public static String sign(String query, String login, String key) {
        return new String(body(query, login, key), StandardCharsets.ISO_8859_1);
    }

    /**
     * As {@link #sign}, as the bytes that go to the wire.
     *
     * @throws IllegalArgumentException if the query is not ASCII, and so not one that {@link PhpForm#encode} made
     */
    public static byte[] body(String query, String login, String key) {
        if (!Md5.isAscii(query)) {
            throw new IllegalArgumentException("the query is not ASCII: it is not encoded");
        }
        int fields = query.length();
        int field = fields == 0 ? 0 : fields + 1;
        byte[] body = new byte[field + FIELD.length() + Md5.DIGITS];
        Md5.copyAscii(query, 0, fields, body, 0);
        if (fields > 0) {
            body[fields] = '&';
        }
        Md5.copyAscii(FIELD, 0, FIELD.length(), body, field);
        try (Md5 md5 = Md5.open()) {
            finish(md5.add(body, fields), login, key, body, field + FIELD.length());
        }
        return body;
    }

    private static void finish(Md5 md5, String login, String key, byte[] out, int at) {
        md5.add("::").add(login).add("::").add(key).hex(out, at);
    }
}
