package io.waybill.intake.packed;

import java.io.IOException;

/** Packed bytes that cannot or must not be unpacked further. Its message is a clause: what was found and expected. */
public final class PackingException extends IOException {
    /** @param message what was found and what was expected, a clause */
    public PackingException(String message) {
        super(message);
    }
}
