package io.waybill.signing;

import java.nio.charset.StandardCharsets;

/**
 * The signature of a request: {@code md5(query + "::" + login + "::" + key)}, where the query is what
 * {@link PhpForm#encode} made of all fields but {@code hash}. Login and key go in raw: they are neither trimmed nor
 * encoded.
 */
public final class Signature {
    private Signature() {}

    /** The hash of a request in lower-case hex. Without fields the query is the empty string, and is hashed as such. */
    public static String of(String query, String login, String key) {
        return new String(Md5.hex(query + "::" + login + "::" + key), StandardCharsets.ISO_8859_1);
    }

    /**
     * The exact body to send: the query with {@code hash} as its last field. It is ASCII, and must reach the wire
     * unchanged, since the far end hashes what it receives.
     */
    public static String sign(String query, String login, String key) {
        String hash = of(query, login, key);
        return query.isEmpty() ? "hash=" + hash : query + "&hash=" + hash;
    }
}
