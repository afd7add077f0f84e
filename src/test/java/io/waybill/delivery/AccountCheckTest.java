package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.delivery.Diagnosis.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of an account that is tried, for each thing that can be wrong with it. */
class AccountCheckTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final RawServer server = server();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void one_question_about_nobody_shows_that_all_is_well() {
        server.plays(call -> call.answer(Far.reply(400, "Order not found", null)));

        Diagnosis diagnosis = check();

        assertThat(diagnosis.kind()).isEqualTo(Kind.WELL);
        assertThat(diagnosis.well()).isTrue();
        assertThat(diagnosis.found()).contains("Address, login and key are right", "code 400");
        assertThat(diagnosis.advice()).isNull();
        assertThat(server.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.head()).startsWith("POST /api/GetBills "))
                .satisfies(request -> assertThat(request.body()).startsWith("email=nobody%40waybill.invalid&hash="));
    }

    @ParameterizedTest
    @CsvSource({
        "1, REFUSED, any proxy on the way",
        "4, REFUSED, check the login",
        "5, REFUSED, url and login",
        "6, REFUSED, have it allowed there",
        "7, REFUSED, ask the vendor's support",
        "8, LIMIT, stop calling",
        "606, REFUSED, switched off",
        "3, WELL, ",
        "0, WELL, "
    })
    void a_verified_code_says_what_is_wrong(int code, Kind kind, String advice) {
        server.plays(call -> call.answer(Far.reply(code, "the text", null)));

        Diagnosis diagnosis = check();

        assertThat(diagnosis.kind()).isEqualTo(kind);
        assertThat(diagnosis.code()).isEqualTo(code);
        assertThat(diagnosis.found()).contains("code " + code, "the text");
        if (advice == null) {
            assertThat(diagnosis.advice()).isNull();
        } else {
            assertThat(diagnosis.advice()).contains(advice).endsWith(".");
        }
    }

    @ParameterizedTest
    @CsvSource({"4, the key used has 22 characters", "5, url and login"})
    void a_far_end_that_cannot_sign_with_our_key_says_that_it_is_the_wrong_one(int code, String advice) {
        server.plays(call -> call.answer(Far.reply(code, "no", null, "another key")));

        Diagnosis diagnosis = check();

        assertThat(diagnosis.kind()).isEqualTo(Kind.REFUSED);
        assertThat(diagnosis.advice()).contains(advice);
    }

    @Test
    void an_answer_with_a_wrong_hash_is_not_believed() {
        server.plays(call -> call.answer(Far.reply(400, "no", null, "another key")));

        Diagnosis diagnosis = check();

        assertThat(diagnosis.kind()).isEqualTo(Kind.UNVERIFIED);
        assertThat(diagnosis.advice()).contains("the account's key", "changes replies");
    }

    @Test
    void a_redirect_is_not_followed_and_its_target_is_told() {
        server.plays(call -> call.reply("302 Found", "Location: https://other.example:444/api/GetBills?secret=1", ""));

        Diagnosis diagnosis = check();

        assertThat(diagnosis.kind()).isEqualTo(Kind.REDIRECT);
        assertThat(diagnosis.found())
                .contains("to https://other.example:444/api/GetBills")
                .doesNotContain("secret");
        assertThat(diagnosis.advice()).contains("never followed");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, NO_API, check the account's url",
        "403 Forbidden, NO_API, a proxy or firewall",
        "407 Proxy, NO_API, a proxy or firewall",
        "404 Not Found, NO_API, no API at this address",
        "503 Busy, TROUBLE, try again later",
        "429 Slow down, TROUBLE, try again later"
    })
    void a_page_is_not_the_api(String status, Kind kind, String advice) {
        server.plays(call -> call.reply(status, "Content-Type: text/html", "<html>Parked</html>"));

        Diagnosis diagnosis = check();

        assertThat(diagnosis.kind()).isEqualTo(kind);
        assertThat(diagnosis.found()).contains("HTTP " + status.substring(0, 3), "text/html", "Parked");
        assertThat(diagnosis.advice()).containsIgnoringCase(advice);
    }

    @Test
    void a_far_end_that_is_not_reached_is_told_by_what_fails() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0)) {
            port = gone.getLocalPort();
        }
        Diagnosis refused = check("http://127.0.0.1:" + port, AMPLE);
        Diagnosis unknown = check("https://no-such-shop.invalid", AMPLE);
        server.playsBeforeReading(call -> {
            call.send("HTTP/1.1 400 Bad Request\r\n\r\n");
            call.outwait();
        });
        Diagnosis plain = check(server.url().replace("http:", "https:"), AMPLE);
        server.plays(call -> call.outwait());
        Diagnosis silent = check(server.url(), Duration.ofMillis(200));

        assertThat(refused.kind()).isEqualTo(Kind.CONNECT);
        assertThat(refused.found()).contains("127.0.0.1:" + port, "refused");
        assertThat(unknown.kind()).isEqualTo(Kind.DNS);
        assertThat(unknown.found()).contains("no-such-shop.invalid");
        assertThat(plain.kind()).isEqualTo(Kind.TLS);
        assertThat(plain.found()).contains("the TLS handshake failed");
        assertThat(silent.kind()).isEqualTo(Kind.NO_REPLY);
        assertThat(silent.found()).contains("no reply came in time");
    }

    @Test
    void the_key_is_never_told() {
        server.plays(call -> call.answer(Far.reply(4, "bad key " + Far.KEY, null, "another key")));
        assertThat(check().text()).doesNotContain(Far.KEY);
        server.plays(call -> call.reply("302 Found", "Location: /" + Far.KEY, Far.KEY));
        assertThat(check().text()).doesNotContain(Far.KEY);
    }

    private Diagnosis check() {
        return check(server.url(), AMPLE);
    }

    private static Diagnosis check(String url, Duration patience) {
        return AccountCheck.of(Far.account("main", url, 1, AMPLE, patience));
    }

    private static RawServer server() {
        try {
            return new RawServer();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
