package io.waybill.order;

/**
 * Names an account in the ledger. What was sent to a sandbox is another account than what goes out live under the
 * same name: a reference that was tried in the sandbox is free when the configuration goes live.
 *
 * @param name the account's name in the configuration
 * @param sandbox whether the account's far end is the sandbox
 */
public record AccountKey(String name, boolean sandbox) {
    private static final String SANDBOX_PREFIX = "sandbox:";

    /** The text form that the ledger keeps. */
    public String text() {
        return sandbox ? SANDBOX_PREFIX + name : name;
    }

    /** Reads what {@link #text()} wrote. */
    public static AccountKey parse(String text) {
        return text.startsWith(SANDBOX_PREFIX)
                ? new AccountKey(text.substring(SANDBOX_PREFIX.length()), true)
                : new AccountKey(text, false);
    }
}
