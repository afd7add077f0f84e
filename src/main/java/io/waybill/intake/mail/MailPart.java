package io.waybill.intake.mail;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A part of a mail that is handed to intake.
 *
 * @param number where it stands in the mail, as MIME counts: 2 or 1.2
 * @param name the document's name
 * @param contentType its media type where the name does not tell what it is, else null
 * @param content opens what it holds
 */
record MailPart(String number, String name, String contentType, Content content) {
    /** What a part holds. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException, MessagingException;
    }

    /** What it holds; reading it fails as unreadable where it is encoded wrongly. */
    InputStream open() throws IOException {
        try {
            return new EncodedInput(content.open(), name);
        } catch (MessagingException e) {
            throw new UnreadableMailException(name + " cannot be decoded (" + e.getMessage() + ")", e);
        }
    }
}
