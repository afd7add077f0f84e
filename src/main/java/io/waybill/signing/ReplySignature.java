package io.waybill.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The signature of a reply: {@code md5(error_code + "::" + error_text + "::" + key)} in lower-case hex.
 *
 * <p>It shows that the sender knows the key, and nothing else: it covers neither {@code result} nor the request, and is
 * the same for every success of an account. That the reply belongs to the request rests on TLS.
 */
public final class ReplySignature {
    private ReplySignature() {}

    /**
     * Whether the hash is exactly that of code and text under the key; compared in constant time. False for anything
     * that is missing, for upper-case digits, for a text with an unpaired surrogate (it has no bytes that could have
     * been signed), and for an empty key, under which anybody can sign.
     *
     * @param code the {@code error_code} as received
     * @param text the {@code error_text} as received, JSON's escapes resolved, nothing else done to it
     * @param hash the {@code hash} as received
     */
    public static boolean matches(String code, String text, String hash, String key) {
        if (code == null || text == null || hash == null || key.isEmpty() || !hasUtf8(text)) {
            return false;
        }
        byte[] expected = Md5.hex(code + "::" + text + "::" + key);
        return MessageDigest.isEqual(expected, hash.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean hasUtf8(String text) {
        return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }
}
