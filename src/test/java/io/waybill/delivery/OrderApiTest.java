package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.State;
import io.waybill.ledger.Verdict;
import io.waybill.signing.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderApiTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final int IN_FLIGHT = 3;

    private RawServer server;
    private DeliveryUnderTest delivery;

    @BeforeEach
    void start() throws Exception {
        server = new RawServer();
        delivery = new DeliveryUnderTest(
                Far.account("main", server.url(), IN_FLIGHT, AMPLE, AMPLE),
                Far.account("other", server.url(), IN_FLIGHT, AMPLE, AMPLE));
    }

    @AfterEach
    void stop() throws Exception {
        delivery.close();
        server.close();
    }

    @Test
    void the_signed_form_is_posted_with_no_header_but_the_needed_ones() throws Exception {
        delivery.send(Far.create("main"));

        RawServer.Request request = server.requests().get(0);
        assertThat(request.body()).isEqualTo(Signature.sign(Far.QUERY, Far.LOGIN, Far.KEY));
        assertThat(request.head().lines())
                .contains("POST /api/CreateOrder HTTP/1.1", "User-Agent: Waybill")
                .anyMatch("Content-Type: application/x-www-form-urlencoded"::equals);
        assertThat(headerNames(request))
                .containsExactlyInAnyOrder("host", "content-type", "content-length", "user-agent", "connection");
    }

    @Test
    void headers_of_the_exchange_neither_leak_nor_redirect_nor_come_back_from_the_far_end() throws Exception {
        server.plays(call -> call.reply(
                "200 OK",
                "Content-Type: text/plain\r\nSet-Cookie: a=b\r\nX-Evil: 1\r\nCamelHttpUri: http://x.invalid",
                Far.created(1)));
        try (RawServer elsewhere = new RawServer()) {
            Map<String, Object> headers = new HashMap<>();
            headers.put("secret_header", "s");
            headers.put("Subject", "s");
            headers.put("Authorization", "Basic s");
            headers.put("Host", "evil.example");
            headers.put("Content-Type", "text/plain");
            headers.put("Transfer-Encoding", "chunked");
            headers.put(Exchange.HTTP_URI, elsewhere.url() + "/evil");
            headers.put("CamelRestHttpUri", elsewhere.url() + "/evil");
            headers.put(Exchange.HTTP_PATH, "/evil");
            headers.put(Exchange.HTTP_QUERY, "evil=1");
            headers.put(Exchange.HTTP_RAW_QUERY, "evil=1");
            headers.put(Exchange.HTTP_METHOD, "GET");
            headers.put("CamelHttpProtocolVersion", "HTTP/1.0");
            headers.put(Exchange.CONTENT_ENCODING, "gzip");

            Exchange exchange = delivery.exchange(Far.create("main"), headers);
            delivery.exchange(Far.create("main"), headers);

            assertThat(exchange.getMessage().getBody(Verdict.class).state()).isEqualTo(State.CONFIRMED);
            assertThat(exchange.getMessage().getHeaders().keySet())
                    .doesNotContainAnyElementsOf(headers.keySet().stream()
                            .filter(name -> !name.equals("Content-Type"))
                            .toList())
                    .doesNotContain("Set-Cookie", "X-Evil");
            assertThat(elsewhere.connections()).isZero();
        }
        assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.head()).startsWith("POST /api/CreateOrder HTTP/1.1\r\n");
            assertThat(request.head()).contains("Host: 127.0.0.1:" + server.port());
            assertThat(headerNames(request))
                    .containsExactlyInAnyOrder("host", "content-type", "content-length", "user-agent", "connection");
        });
    }

    @Test
    void two_accounts_at_one_host_do_not_share_connections() throws Exception {
        for (int i = 0; i < 4; i++) {
            delivery.send(Far.create("main"));
            delivery.send(Far.create("other"));
        }

        List<Integer> used =
                server.requests().stream().map(RawServer.Request::connection).toList();
        assertThat(used).containsExactly(1, 2, 1, 2, 1, 2, 1, 2);
    }

    @Test
    void both_operations_of_an_account_share_its_connections() throws Exception {
        delivery.send(Far.create("main"));
        delivery.send(Far.delete("main"));

        assertThat(server.requests()).extracting(RawServer.Request::connection).containsExactly(1, 1);
        assertThat(server.requests().get(1).head()).startsWith("POST /api/DeleteOrder HTTP/1.1\r\n");
    }

    @Test
    void an_account_has_as_many_connections_as_calls_in_flight() throws Exception {
        CountDownLatch full = new CountDownLatch(IN_FLIGHT);
        CountDownLatch answer = new CountDownLatch(1);
        server.plays(call -> {
            full.countDown();
            answer.await(20, TimeUnit.SECONDS);
            call.answer(Far.created(1));
        });
        List<CompletableFuture<State>> calls = new ArrayList<>();
        for (int i = 0; i < 4 * IN_FLIGHT; i++) {
            CompletableFuture<State> call = new CompletableFuture<>();
            calls.add(call);
            new Thread(() -> {
                        try {
                            call.complete(delivery.send(Far.create("main")).state());
                        } catch (Exception e) {
                            call.completeExceptionally(e);
                        }
                    })
                    .start();
        }
        assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();
        answer.countDown();

        for (CompletableFuture<State> call : calls) {
            assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(State.CONFIRMED);
        }
        assertThat(server.connections()).isEqualTo(IN_FLIGHT);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50, 120})
    void a_far_end_that_closes_idle_connections_causes_no_doubt(int idleMillis) throws Exception {
        server.plays(call -> {
            call.answer(Far.created(1));
            call.socket().setSoTimeout(idleMillis);
        });

        for (int i = 0; i < 8; i++) {
            Verdict verdict = delivery.send(Far.create("main"));
            assertThat(verdict.state()).as(verdict.toString()).isEqualTo(State.CONFIRMED);
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> server.openConnections() == 0);
        }
        assertThat(server.requests()).hasSize(8);
    }

    @Test
    void an_unasked_reply_is_not_taken_for_that_of_the_next_order() throws Exception {
        String unasked =
                "HTTP/1.1 200 OK\r\nContent-Length: " + Far.created(999).length() + "\r\n\r\n" + Far.created(999);
        server.plays(call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: "
                + Far.created(1).length() + "\r\n\r\n" + Far.created(1) + unasked));

        for (int i = 0; i < 5; i++) {
            assertThat(delivery.send(Far.create("main")).billId()).isEqualTo(1);
        }
        assertThat(server.connections()).isEqualTo(5);
    }

    @Test
    void a_connection_is_given_up_when_the_far_end_says_so() throws Exception {
        server.plays(call -> call.reply("200 OK", "Connection: close", Far.created(1)));

        delivery.send(Far.create("main"));
        delivery.send(Far.create("main"));

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void idle_connections_are_closed_without_a_further_call() throws Exception {
        server.plays(call -> call.reply("200 OK", "Keep-Alive: timeout=1", Far.created(1)));

        delivery.send(Far.create("main"));

        Awaitility.await().atMost(AMPLE).until(() -> server.openConnections() == 0);
    }

    private static List<String> headerNames(RawServer.Request request) {
        return request.head()
                .lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                .toList();
    }
}
