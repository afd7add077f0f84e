package io.waybill.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A key that is used but never shown: it prints as stars, compares in constant time, and has no getter that a
 * serialiser would call.
 */
public final class Secret {
    private static final String MASK = "*****";

    private final String key;

    /**
     * @param key the key exactly as the far end knows it: not trimmed, not encoded
     * @throws IllegalArgumentException if it is empty
     */
    public Secret(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a key must not be empty");
        }
        this.key = key;
    }

    /** The key itself, for the one who signs or verifies with it. */
    public String reveal() {
        return key;
    }

    /** How long the key is, in characters. */
    public int length() {
        return key.codePointCount(0, key.length());
    }

    /** The text with every occurrence of the key masked; null for null. For text that came from outside. */
    public String removedFrom(String text) {
        return text == null ? null : text.replace(key, MASK);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        key.getBytes(StandardCharsets.UTF_8), secret.key.getBytes(StandardCharsets.UTF_8));
    }

    // A hash of the key would be a fingerprint to guess against.
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
