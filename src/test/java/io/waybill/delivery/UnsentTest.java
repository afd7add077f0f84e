package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.ledger.State;
import io.waybill.ledger.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** What surely never left leaves the order accepted and says why. */
class UnsentTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void a_refused_connection() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertUnsent("http://127.0.0.1:" + port, "refused");
    }

    @Test
    void an_unknown_host() throws Exception {
        // A label that is too long fails without asking any server.
        assertUnsent("https://" + "x".repeat(64) + ".invalid", "DNS");
    }

    @Test
    void a_connection_that_never_comes_about() throws Exception {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            fill(queue, full);
            assertUnsent("http://127.0.0.1:" + full.getLocalPort(), "took too long");
        } finally {
            for (Socket waiting : queue) {
                waiting.close();
            }
        }
    }

    @Test
    void no_free_connection_while_all_are_in_flight() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = new RawServer();
                DeliveryUnderTest delivery =
                        new DeliveryUnderTest(Far.account("main", server.url(), 1, SHORT, AMPLE))) {
            server.plays(call -> {
                asked.countDown();
                answer.await(20, TimeUnit.SECONDS);
                call.answer(Far.created(1));
            });
            CompletableFuture<Verdict> first = CompletableFuture.supplyAsync(() -> sent(delivery));
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

            Verdict second = delivery.send(Far.create("main"));

            assertThat(second.state()).isEqualTo(State.ACCEPTED);
            assertThat(second.reason()).contains("busy");
            answer.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS).state()).isEqualTo(State.CONFIRMED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_lease_that_is_over_is_noticed_before_the_first_byte() throws Exception {
        try (RawServer server = new RawServer();
                DeliveryUnderTest delivery = new DeliveryUnderTest(
                        order -> order.attempt() == 2,
                        SSLContext.getDefault(),
                        Far.account("main", server.url(), 1, AMPLE, AMPLE))) {
            Verdict verdict = delivery.send(Far.create("main"));

            assertThat(verdict.state()).isEqualTo(State.ACCEPTED);
            assertThat(verdict.reason()).isEqualTo("Not sent: its lease was over.");
            assertThat(server.requests()).isEmpty();
            assertThat(delivery.send(Far.order("main", Far.create("main").operation(), 2, Far.QUERY))
                            .state())
                    .isEqualTo(State.CONFIRMED);
        }
    }

    @Test
    void an_account_that_is_not_configured_is_suspended() throws Exception {
        try (DeliveryUnderTest delivery = new DeliveryUnderTest()) {
            Verdict verdict = delivery.send(Far.create("gone"));

            assertThat(verdict.state()).isEqualTo(State.ACCEPTED);
            assertThat(verdict.suspend()).contains("gone").contains("not configured");
        }
    }

    @Test
    void calls_after_closing() throws Exception {
        try (RawServer server = new RawServer();
                DeliveryUnderTest delivery =
                        new DeliveryUnderTest(Far.account("main", server.url(), 1, AMPLE, AMPLE))) {
            delivery.api().close();

            assertThat(delivery.send(Far.create("main")).state()).isEqualTo(State.ACCEPTED);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_form_is_written_once_and_can_be_read_by_nobody() throws Exception {
        SignedForm form = new SignedForm("bill_id=1&hash=0".getBytes(StandardCharsets.US_ASCII), () -> true);

        assertThat(form.begun()).isFalse();
        assertThatThrownBy(form::getContent).isInstanceOf(UnsupportedOperationException.class);
        form.writeTo(java.io.OutputStream.nullOutputStream());
        assertThat(form.begun()).isTrue();
        assertThatThrownBy(() -> form.writeTo(java.io.OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class);
        assertThat(form).hasToString("SignedForm[16 bytes]");
    }

    private static void assertUnsent(String url, String told) throws Exception {
        try (DeliveryUnderTest delivery = new DeliveryUnderTest(Far.account("main", url, 1, SHORT, AMPLE))) {
            Verdict verdict = delivery.send(Far.create("main"));

            assertThat(verdict.state()).isEqualTo(State.ACCEPTED);
            assertThat(verdict.reason()).startsWith("Not sent: ").contains(told);
            assertThat(verdict.suspend()).isNull();
        }
    }

    // Linux takes a few more than the backlog, and then leaves connections unanswered.
    private static void fill(List<Socket> queue, ServerSocket server) throws IOException {
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 100);
            } catch (IOException full) {
                return;
            }
        }
        throw new IllegalStateException("the backlog never fills");
    }

    private static Verdict sent(DeliveryUnderTest delivery) {
        try {
            return delivery.send(Far.create("main"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
