package io.waybill.health;

/** An account cannot be used as it is configured now; the message tells a person why, and quotes no key. */
public final class CredentialsException extends RuntimeException {
    /** With that message. */
    public CredentialsException(String message, Throwable cause) {
        super(message, cause);
    }
}
