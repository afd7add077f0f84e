package io.waybill.intake.mail;

import io.waybill.account.Loopback;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A mail server and how it is spoken to.
 *
 * @param host its name
 * @param port its port, or null for the usual one
 * @param security how the connection is kept secret
 * @param allowPlain whether another host than this one may be spoken to without TLS
 * @param caFile certificates in PEM that are trusted in place of Java's own, or null
 * @param user whom it knows, or null
 * @param credentials what proves it, or null where there is nothing to prove
 */
public record MailServer(
        String host,
        Integer port,
        Security security,
        boolean allowPlain,
        Path caFile,
        String user,
        MailCredentials credentials) {
    private static final int LAST_PORT = 65_535;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 60_000;
    private static final int FETCH_BYTES = 1 << 18;

    /** How a connection is kept secret. */
    public enum Security {
        /** TLS from the first byte. */
        TLS,
        /** TLS by the command STARTTLS, without which nothing is said. */
        STARTTLS,
        /** Not at all. */
        PLAIN
    }

    /** What it is for. */
    enum Use {
        /** Reading mail. */
        IMAP("imap", 143, 993),
        /** Sending mail. */
        SMTP("smtp", 587, 465);

        private final String scheme;
        private final int plainPort;
        private final int tlsPort;

        Use(String scheme, int plainPort, int tlsPort) {
            this.scheme = scheme;
            this.plainPort = plainPort;
            this.tlsPort = tlsPort;
        }
    }

    /** What is wrong, a clause for each setting by its name; empty where nothing is. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (host == null || host.isBlank() || host.contains("/") || host.contains("@") || host.contains("?")) {
            mistakes.add("host: expected the name of a mail server, such as imap.example.com.");
        } else if (security == Security.PLAIN && !allowPlain && !Loopback.is(host)) {
            mistakes.add("security: would send mails and the password unencrypted to " + host
                    + "; write tls or starttls, or set allow-plain if that network is yours.");
        }
        if (port != null && (port < 1 || port > LAST_PORT)) {
            mistakes.add("port: is " + port + ", but must be from 1 to " + LAST_PORT + ".");
        }
        if ((user == null) != (credentials == null)) {
            mistakes.add(
                    user == null
                            ? "user: is missing beside the password."
                            : "password: is missing; expected password, password-file or oauth.");
        }
        if (caFile != null) {
            try {
                sockets();
            } catch (IOException | GeneralSecurityException e) {
                mistakes.add("ca-file: " + caFile + " is no file of certificates in PEM that can be read ("
                        + e.getClass().getSimpleName() + ").");
            }
        }
        return mistakes;
    }

    /** Its address as Camel's mail component wants it. */
    String uri(Use use) {
        int usual = security == Security.TLS ? use.tlsPort : use.plainPort;
        return scheme(use) + ":" + host + ":" + (port == null ? usual : port);
    }

    private String scheme(Use use) {
        return security == Security.TLS ? use.scheme + "s" : use.scheme;
    }

    /** How Jakarta Mail is to speak to it. */
    Properties properties(Use use) {
        String prefix = "mail." + scheme(use) + ".";
        Properties properties = new Properties();
        properties.put(prefix + "connectiontimeout", String.valueOf(CONNECT_MILLIS));
        properties.put(prefix + "timeout", String.valueOf(READ_MILLIS));
        properties.put(prefix + "writetimeout", String.valueOf(READ_MILLIS));
        properties.put(prefix + "fetchsize", String.valueOf(FETCH_BYTES));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "starttls.enable", String.valueOf(security == Security.STARTTLS));
        properties.put(prefix + "starttls.required", String.valueOf(security == Security.STARTTLS));
        properties.put(prefix + "auth", String.valueOf(credentials != null));
        if (credentials != null && credentials.isToken()) {
            properties.put(prefix + "auth.mechanisms", "XOAUTH2");
        }
        if (caFile != null) {
            try {
                properties.put(prefix + "ssl.socketFactory", sockets());
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(caFile + " was readable a moment ago", e);
            }
        }
        return properties;
    }

    private SSLSocketFactory sockets() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(caFile)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca" + trusted.size(), certificate);
            }
        }
        if (trusted.size() == 0) {
            throw new IOException("there is no certificate in it");
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
