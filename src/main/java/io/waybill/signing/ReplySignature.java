package io.waybill.signing;

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
        if (hash.length() != Md5.DIGITS || !Md5.isAscii(hash)) {
            return false;
        }
        byte[] expected = new byte[Md5.DIGITS];
        try (Md5 md5 = Md5.open()) {
            md5.add(code).add("::").add(text).add("::").add(key).hex(expected, 0);
        }
        byte[] found = new byte[Md5.DIGITS];
        Md5.copyAscii(hash, 0, Md5.DIGITS, found, 0);
        return MessageDigest.isEqual(expected, found);
    }

    private static boolean hasUtf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                return false;
            }
        }
        return true;
    }
}
