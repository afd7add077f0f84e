package io.waybill.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

/** The far end's half of the hashes of one account: checks those of requests, makes those of replies. */
final class Credentials {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int REMEMBERED = 256;

    private final String login;
    private final String key;
    private final byte[] requestTail;
    private final MessageDigest md5 = newMd5();
    private final Map<String, String> replyHashes = new HashMap<>();

    Credentials(String login, String key) {
        this.login = login;
        this.key = key;
        this.requestTail = ("::" + login + "::" + key).getBytes(StandardCharsets.UTF_8);
    }

    String login() {
        return login;
    }

    /** The hash of a request with this query string. */
    String requestHash(byte[] query) {
        md5.update(query);
        md5.update(requestTail);
        return hex(md5.digest());
    }

    /** The hash of a reply with this code and text (a PHP string). */
    String replyHash(int code, String text) {
        String signed = code + "::" + text;
        String known = replyHashes.get(signed);
        if (known != null) {
            return known;
        }
        md5.update(signed.getBytes(StandardCharsets.ISO_8859_1));
        md5.update(("::" + key).getBytes(StandardCharsets.UTF_8));
        String hash = hex(md5.digest());
        if (replyHashes.size() < REMEMBERED) {
            replyHashes.put(signed, hash);
        }
        return hash;
    }

    private static String hex(byte[] digest) {
        byte[] text = new byte[digest.length * 2];
        for (int i = 0; i < digest.length; i++) {
            text[2 * i] = (byte) HEX[digest[i] >> 4 & 15];
            text[2 * i + 1] = (byte) HEX[digest[i] & 15];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("this Java has no MD5", absent);
        }
    }
}
