package io.waybill.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** What a caller has to show: 256 random bits, another for each start. Never shows itself. */
public final class Token {
    private static final int BYTES = 32;
    private static final String SCHEME = "Bearer ";

    private final String text;

    private Token(String text) {
        this.text = text;
    }

    /** A new one. */
    public static Token random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Token(HexFormat.of().formatHex(bytes));
    }

    /** The token itself, for {@link GatewayFile} only. */
    public String text() {
        return text;
    }

    /** Whether that Authorization header, which may be null, shows this token. Takes as long for any wrong one. */
    boolean shownIn(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] shown = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(shown, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "a token";
    }
}
