package io.waybill.intake.mail;

import java.io.IOException;

/** A mail, or a part of it, that cannot be read however often it is tried; the message says why. */
final class UnreadableMailException extends IOException {
    UnreadableMailException(String reason) {
        super(reason);
    }

    UnreadableMailException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
