package io.waybill.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** MD5 in lower-case hex, as PHP's {@code md5()} prints it. */
final class Md5 {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    // Cloning skips the provider look-up, and unlike a ThreadLocal costs nothing when threads are many and short-lived.
    private static final MessageDigest PROTOTYPE = prototype();

    private Md5() {}

    /** The 32 hex digits, as ASCII bytes, of the text's UTF-8 form. */
    static byte[] hex(String text) {
        byte[] digest = fresh().digest(text.getBytes(StandardCharsets.UTF_8));
        byte[] hex = new byte[2 * digest.length];
        for (int i = 0; i < digest.length; i++) {
            hex[2 * i] = HEX[digest[i] >> 4 & 0xf];
            hex[2 * i + 1] = HEX[digest[i] & 0xf];
        }
        return hex;
    }

    private static MessageDigest fresh() {
        try {
            return (MessageDigest) PROTOTYPE.clone();
        } catch (CloneNotSupportedException notCloneable) {
            return prototype();
        }
    }

    private static MessageDigest prototype() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("this Java has no MD5, which the order API's signatures need", absent);
        }
    }
}
