package io.waybill.account;

import java.util.List;

/** The configuration of an account has mistakes; the message names all of them, each with its configuration key. */
public final class InvalidAccountException extends IllegalArgumentException {
    private final transient List<String> mistakes;

    InvalidAccountException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** The mistakes, each one sentence that begins with the configuration key. */
    public List<String> mistakes() {
        return mistakes;
    }
}
