package io.waybill.sandbox;

import java.util.Objects;

/**
 * One account that the sandbox knows.
 *
 * @param login the account's login, part of what is hashed
 * @param key its API key, taken as it is
 */
public record SandboxAccount(String login, String key) {
    /** Both must be there; the key may be any text. */
    public SandboxAccount {
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(key, "key");
    }

    @Override
    public String toString() {
        return "SandboxAccount[" + login + "]";
    }
}
