package io.waybill.intake.mail;

import jakarta.mail.PasswordAuthentication;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.component.mail.MailAuthenticator;

/** What Camel logs in with. Passwords and tokens are handed over here, since what stands in an address is logged. */
final class MailLogin extends MailAuthenticator {
    private final MailServer server;
    private volatile boolean needed;

    MailLogin(MailServer server) {
        this.server = server;
    }

    /** From now on it is asked for in earnest: Camel also asks while it makes a route, when nothing may fail. */
    void needed() {
        needed = true;
    }

    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        if (server.credentials() == null) {
            return new PasswordAuthentication(null, null);
        }
        try {
            return new PasswordAuthentication(
                    server.user(), needed ? server.credentials().current().reveal() : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
