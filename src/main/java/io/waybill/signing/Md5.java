package io.waybill.signing;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * MD5 in lower-case hex, as PHP's {@code md5()} prints it. A few are kept for whoever comes next, since an order needs
 * two of them; not one a thread, of which there may be one an order. Used by one thread at a time.
 */
final class Md5 implements AutoCloseable {
    /** How many digits a sum has. */
    static final int DIGITS = 32;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final int KEPT = 16; // a power of two
    private static final AtomicReferenceArray<Md5> IDLE = new AtomicReferenceArray<>(KEPT);

    private final MessageDigest digest;
    private final byte[] room = new byte[512];

    private Md5() {
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("this Java has no MD5, which the order API's signatures need", absent);
        }
    }

    /** One that has been told nothing yet; to be closed. */
    static Md5 open() {
        Md5 idle = IDLE.getAndSet(slot(), null);
        return idle == null ? new Md5() : idle;
    }

    /** It is not used again by whoever had it. */
    @Override
    public void close() {
        digest.reset();
        IDLE.setRelease(slot(), this);
    }

    private static int slot() {
        return (int) Thread.currentThread().getId() & KEPT - 1;
    }

    /** Adds the text's UTF-8 form. */
    Md5 add(String text) {
        if (!isAscii(text)) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }
        for (int from = 0; from < text.length(); from += room.length) {
            int end = Math.min(from + room.length, text.length());
            copyAscii(text, from, end, room, 0);
            digest.update(room, 0, end - from);
        }
        return this;
    }

    /** Adds the first bytes of an array. */
    Md5 add(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        return this;
    }

    /** Writes the digits of what was added, as ASCII, and begins anew. */
    void hex(byte[] out, int at) {
        int length;
        try {
            length = digest.digest(room, 0, room.length);
        } catch (DigestException tooShort) {
            throw new IllegalStateException(tooShort);
        }
        for (int i = 0; i < length; i++) {
            out[at + 2 * i] = HEX[room[i] >> 4 & 0xf];
            out[at + 2 * i + 1] = HEX[room[i] & 0xf];
        }
    }

    /** Whether the text's UTF-8 form has a byte a character. */
    static boolean isAscii(String text) {
        int all = 0;
        for (int i = 0; i < text.length(); i++) {
            all |= text.charAt(i);
        }
        return all < 0x80;
    }

    /** Puts the characters of a text that is ASCII into an array. */
    @SuppressWarnings("deprecation") // of ASCII it drops nothing, and it is the one way to copy without garbage
    static void copyAscii(String text, int from, int end, byte[] out, int at) {
        text.getBytes(from, end, out, at);
    }
}
