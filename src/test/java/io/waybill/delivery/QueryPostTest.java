package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryPostTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final String FORM = "email=anna%40example.com&hash=0123";

    private final RawServer server = server();
    private final QueryPost patient = post(AMPLE);

    @AfterEach
    void close() throws IOException {
        patient.close();
        server.close();
    }

    @Test
    void a_form_is_posted_as_it_is_and_a_connection_used_again() throws IOException {
        server.plays(call -> call.answer("{}"));

        assertThat(patient.post(address(), FORM)).asString().isEqualTo("{}");
        patient.post(address(), FORM);

        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.body()).isEqualTo(FORM);
            assertThat(request.head())
                    .startsWith("POST /api/GetBills HTTP/1.1\r\n")
                    .contains("Content-Type: application/x-www-form-urlencoded\r\n")
                    .doesNotContainIgnoringCase("accept-encoding")
                    .doesNotContainIgnoringCase("cookie");
        });
    }

    @Test
    void a_reply_is_given_whatever_its_status_and_no_redirect_is_followed() throws IOException {
        for (String status : new String[] {"500 Error", "404 Not Found", "302 Found", "307 Temporary Redirect"}) {
            server.plays(call -> call.reply(status, "Location: " + server.url() + "/elsewhere", "{\"a\":1}"));

            assertThat(patient.post(address(), FORM)).asString().isEqualTo("{\"a\":1}");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_list_longer_than_an_orders_reply_is_read() throws IOException {
        String list = "x".repeat(3 * OneCall.LONGEST);
        server.plays(call -> call.answer(list));

        assertThat(patient.post(address(), FORM)).hasSize(list.length());
    }

    @Test
    void a_reply_without_end_is_given_up() {
        byte[] much = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        server.plays(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
            while (true) {
                call.send(much);
            }
        });

        assertFails(patient, "broke off or was too long");
    }

    @Test
    void a_reply_that_breaks_off_is_none() {
        server.plays(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}");
            call.close();
        });

        assertFails(patient, "broke off or was too long");
    }

    @Test
    void a_far_end_that_drips_or_says_nothing_is_not_waited_for() throws IOException {
        try (QueryPost hasty = post(Duration.ofMillis(200))) {
            server.plays(call -> {
                call.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                call.drip("x");
            });
            assertFails(hasty, "");

            server.plays(call -> call.outwait());
            assertFails(hasty, "no reply came in time");
        }
    }

    @Test
    void a_far_end_that_is_not_there_is_told() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0)) {
            port = gone.getLocalPort();
        }
        assertThatThrownBy(() -> patient.post(URI.create("http://127.0.0.1:" + port + "/api/GetBills"), FORM))
                .isInstanceOf(IOException.class)
                .hasMessage("the connection was refused");
    }

    private void assertFails(QueryPost post, String words) {
        assertThatThrownBy(() -> post.post(address(), FORM))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("anna");
    }

    private URI address() {
        return URI.create(server.url() + "/api/GetBills");
    }

    private QueryPost post(Duration patience) {
        return new QueryPost(Far.account("shop", server.url(), 1, AMPLE, patience));
    }

    private static RawServer server() {
        try {
            return new RawServer();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
