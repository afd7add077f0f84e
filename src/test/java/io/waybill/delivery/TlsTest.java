package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.State;
import io.waybill.ledger.Verdict;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStore.TrustedCertificateEntry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    private static SSLContext right;

    @BeforeAll
    static void makeCertificate() throws Exception {
        right = certified("ip:127.0.0.1");
    }

    @Test
    void an_untrusted_certificate_gets_no_order() throws Exception {
        assertUnsent("127.0.0.1", SSLContext.getDefault());
    }

    @Test
    void a_certificate_for_another_name_gets_no_order() throws Exception {
        assertUnsent("localhost", right);
    }

    @Test
    void a_far_end_that_does_not_speak_tls_gets_no_order() throws Exception {
        try (RawServer server = new RawServer();
                DeliveryUnderTest delivery = delivery(server, right, AMPLE)) {
            server.playsBeforeReading(call -> {
                call.send("HTTP/1.1 400 Bad Request\r\n\r\n");
                call.outwait();
            });

            assertThat(delivery.send(Far.create("main")).state()).isEqualTo(State.ACCEPTED);
        }
    }

    @Test
    void a_handshake_that_stalls_ends_in_time() throws Exception {
        try (RawServer server = new RawServer();
                DeliveryUnderTest delivery = delivery(server, right, Duration.ofMillis(200))) {
            server.playsBeforeReading(call -> call.outwait());

            Verdict verdict = delivery.send(Far.create("main"));

            assertThat(verdict.state()).isEqualTo(State.ACCEPTED);
            assertThat(verdict.reason()).contains("took too long");
        }
    }

    @Test
    void a_handshake_that_breaks_off_sends_nothing() throws Exception {
        try (RawServer server = new RawServer();
                DeliveryUnderTest delivery = delivery(server, right, AMPLE)) {
            server.playsBeforeReading(call -> call.reset());

            assertThat(delivery.send(Far.create("main")).state()).isEqualTo(State.ACCEPTED);
        }
    }

    @Test
    void a_right_certificate_gets_orders_and_its_connection_is_used_again() throws Exception {
        try (RawServer server = server(right);
                DeliveryUnderTest delivery = delivery(server, right, AMPLE)) {
            for (int i = 0; i < 5; i++) {
                Verdict verdict = delivery.send(Far.create("main"));
                assertThat(verdict.state()).as(verdict.toString()).isEqualTo(State.CONFIRMED);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_far_end_that_closes_idle_connections_causes_no_doubt() throws Exception {
        try (RawServer server = server(right);
                DeliveryUnderTest delivery = delivery(server, right, AMPLE)) {
            server.plays(call -> {
                call.answer(Far.created(1));
                call.socket().setSoTimeout(20);
            });
            for (int i = 0; i < 5; i++) {
                Verdict verdict = delivery.send(Far.create("main"));
                assertThat(verdict.state()).as(verdict.toString()).isEqualTo(State.CONFIRMED);
                Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> server.openConnections() == 0);
            }
            assertThat(server.requests()).hasSize(5);
        }
    }

    @Test
    void a_tls_connection_that_breaks_after_sending_is_a_doubt() throws Exception {
        try (RawServer server = server(right);
                DeliveryUnderTest delivery = delivery(server, right, AMPLE)) {
            server.plays(call -> call.close());

            assertThat(delivery.send(Far.create("main")).state()).isEqualTo(State.IN_DOUBT);
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static void assertUnsent(String host, SSLContext trust) throws Exception {
        try (RawServer server = server(right);
                DeliveryUnderTest delivery = delivery(host, server, trust, AMPLE)) {
            Verdict verdict = delivery.send(Far.create("main"));

            assertThat(verdict.state()).isEqualTo(State.ACCEPTED);
            assertThat(verdict.reason()).startsWith("Not sent: ").contains("certificate");
            assertThat(server.requests()).isEmpty();
        }
    }

    private static RawServer server(SSLContext certificate) throws Exception {
        return new RawServer(certificate.getServerSocketFactory());
    }

    private static DeliveryUnderTest delivery(RawServer server, SSLContext trust, Duration connect) throws Exception {
        return delivery("127.0.0.1", server, trust, connect);
    }

    private static DeliveryUnderTest delivery(String host, RawServer server, SSLContext trust, Duration connect)
            throws Exception {
        String url = "https://" + host + ":" + server.port();
        return new DeliveryUnderTest(order -> true, trust, Far.account("main", url, 2, connect, AMPLE));
    }

    /** A context that shows a certificate for that name, and trusts it. */
    private static SSLContext certified(String name) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "it",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "SAN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setEntry("it", new TrustedCertificateEntry(keys.getCertificate("it")), null);
        TrustManagerFactory believed = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        believed.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown.getKeyManagers(), believed.getTrustManagers(), null);
        return context;
    }
}
