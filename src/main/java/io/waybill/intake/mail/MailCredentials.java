package io.waybill.intake.mail;

import io.waybill.account.Secret;
import java.io.IOException;

/** What proves to a mail server who we are. Safe for many threads. */
public interface MailCredentials {
    /**
     * What is to be shown now.
     *
     * @throws IOException if it cannot be had; the message says why, and holds no secret
     */
    Secret current() throws IOException;

    /** Whether that is an access token, for XOAUTH2, and not a password. */
    boolean isToken();

    /** What was shown was refused: the next one must be a new one, where there is any. */
    default void refused() {}

    /** A password. */
    static MailCredentials password(Secret password) {
        return new MailCredentials() {
            @Override
            public Secret current() {
                return password;
            }

            @Override
            public boolean isToken() {
                return false;
            }
        };
    }
}
