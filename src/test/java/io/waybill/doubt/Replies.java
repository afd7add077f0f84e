package io.waybill.doubt;

import io.waybill.account.Account;
import io.waybill.account.AccountSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Replies of an API that knows the key. */
final class Replies {
    static final String KEY = "Sehr-Geheim-0123456789";

    private Replies() {}

    static Account account(String url) {
        return AccountSettings.of(url, "demo", KEY).checked(Sample.ACCOUNT);
    }

    static String ok(String result) {
        return reply(0, "OK", result);
    }

    /** A reply with a right hash; a result of null is left out. */
    static String reply(int code, String text, String result) {
        String inner = result == null ? "" : ",\"result\":" + result;
        return "{\"error_code\":" + code + ",\"error_text\":\"" + text + "\"" + inner + ",\"hash\":\""
                + md5(code + "::" + text + "::" + KEY) + "\"}";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
