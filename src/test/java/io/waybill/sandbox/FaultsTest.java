package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultsTest {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final Caller demo = Caller.demo(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void fails_before_or_after_the_order_was_created() {
        assertThat(met("error-before").status()).isEqualTo(500);
        assertThat(created()).isZero();
        assertThat(met("error-after").status()).isEqualTo(500);
        assertThat(created()).isEqualTo(1);
        Caller.Answer busy = met("error-before=503");
        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.body()).contains("<html>");
    }

    @Test
    void cuts_the_connection_before_or_after_the_order_was_created() {
        assertThat(met("cut-before").head()).isEmpty();
        assertThat(created()).isZero();
        assertThat(met("cut-after").head()).isEmpty();
        assertThat(created()).isEqualTo(1);
        assertThat(sandbox.calls()).extracting(SandboxCall::status).containsExactly(0, 0);
    }

    @Test
    void cuts_the_body_in_the_middle() {
        Caller.Answer half = met("cut-body");

        assertThat(half.status()).isEqualTo(200);
        assertThat(half.body()).startsWith("{\"error_code\":0").doesNotEndWith("}");
        assertThat(half.body().length()).isEqualTo(Integer.parseInt(half.header("content-length")) / 2);
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void signs_the_reply_wrongly() {
        Caller.Answer answer = met("wrong-hash");

        assertThat(answer.code()).isZero();
        assertThat(answer.json().path("hash").asText())
                .hasSize(32)
                .isNotEqualTo(Caller.md5("0::" + answer.text() + "::demo-key"));
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void answers_a_page_or_nothing_instead_of_json() {
        assertThat(met("html").body()).startsWith("<!DOCTYPE html>");
        assertThat(created()).isZero();
        Caller.Answer after = met("html-after");
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.header("content-type")).startsWith("text/html");
        assertThat(created()).isEqualTo(1);
        Caller.Answer empty = met("empty-after");
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
        assertThat(created()).isEqualTo(2);
    }

    @Test
    void sends_callers_elsewhere() {
        Caller.Answer before = met("redirect");
        assertThat(before.status()).isEqualTo(302);
        assertThat(before.header("location")).isEqualTo("/elsewhere");
        assertThat(created()).isZero();

        Caller.Answer after = met("redirect-after=/there");
        assertThat(after.status()).isEqualTo(302);
        assertThat(after.header("location")).isEqualTo("/there");
        assertThat(after.billId()).isPositive();
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void answers_any_code_signed_rightly_without_doing_anything() {
        Caller.Answer disabled = met("code=606");
        assertThat(disabled.code()).isEqualTo(606);
        assertThat(disabled.json().path("hash").asText())
                .isEqualTo(Caller.md5("606::" + disabled.text() + "::demo-key"));
        assertThat(met("code=604,text=Product not exist: курс/1").text()).isEqualTo("Product not exist: курс/1");
        Caller.Answer unknown = met("code=5");
        assertThat(unknown.json().path("hash").asText()).isEqualTo(Caller.md5("5::Invalid user name::"));
        assertThat(created()).isZero();
    }

    @Test
    void names_no_invoice_or_one_that_is_taken() {
        long first = demo.create("a@example.com").billId();

        assertThat(met("no-invoice").json().has("result")).isFalse();
        sandbox.faults();
        long third = demo.create("a@example.com").billId();
        assertThat(met("taken-invoice").billId()).isEqualTo(third);

        assertThat(third).isEqualTo(first + 2);
        assertThat(created()).isEqualTo(4);
    }

    @Test
    void acts_at_once_and_answers_late() throws IOException {
        sandbox.faults(SandboxFault.latency(Duration.ofMinutes(5)));

        try (Socket waiting = sent(demo.signed("goods[0][good_name]", "x", "bill_email", "a@example.com"))) {
            Awaitility.await().until(() -> created() == 1);
            assertThat(waiting.getInputStream().available()).isZero();
        }

        sandbox.faults(SandboxFault.latency(Duration.ofMillis(120)));
        long start = System.nanoTime();
        assertThat(demo.create("a@example.com").code()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void acts_late_even_when_the_caller_has_gone() throws IOException {
        sandbox.faults(SandboxFault.parse("latency-before=300ms"));

        sent(demo.signed("goods[0][good_name]", "x", "bill_email", "a@example.com"))
                .close();

        assertThat(created()).isZero();
        Awaitility.await().until(() -> created() == 1);
    }

    @Test
    void closes_idle_connections_but_none_that_waits_for_its_reply() throws IOException {
        sandbox.faults(SandboxFault.closeIdle(Duration.ofMillis(100)), SandboxFault.latency(Duration.ofMillis(250)));
        String body = demo.signed("goods[0][good_name]", "x", "bill_email", "a@example.com");

        try (Socket socket = sent(body)) {
            String received = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(received).startsWith("HTTP/1.1 200").contains("\"error_code\":0");
        }
    }

    @Test
    void closes_connections_that_were_idle_before_it_was_told_to() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            socket.setSoTimeout(10_000);
            demo.create("a@example.com");
            sandbox.faults(SandboxFault.closeIdle(Duration.ofMillis(50)));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void takes_faults_over_http_shows_and_clears_them() {
        assertThat(demo.request("POST", "/sandbox/faults", "{\"fault\":\"cut-after\",\"count\":1}")
                        .status())
                .isEqualTo(200);
        demo.request("POST", "/sandbox/faults", "[{\"fault\":\"html\",\"operation\":\"GetAllGoods\",\"rate\":1}]");

        assertThat(demo.create("a@example.com").head()).isEmpty();
        assertThat(demo.create("a@example.com").code()).isZero();
        assertThat(demo.call("GetAllGoods").body()).contains("<html>");
        assertThat(demo.get("/sandbox/faults").json()).hasSize(2);
        assertThat(demo.get("/sandbox/faults").json().get(0).path("met").asInt())
                .isEqualTo(1);
        assertThat(demo.request("PUT", "/sandbox/faults", "[{\"fault\":\"code\",\"code\":602}]")
                        .json())
                .hasSize(1);
        assertThat(demo.create("a@example.com").code()).isEqualTo(602);
        assertThat(demo.request("DELETE", "/sandbox/faults", "").json()).isEmpty();
        assertThat(demo.create("a@example.com").code()).isZero();
        Caller.Answer refused = demo.request("POST", "/sandbox/faults", "{\"fault\":\"meteor\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("meteor").contains("cut-after");
        assertThat(demo.request("POST", "/sandbox/faults", "{").status()).isEqualTo(400);
        assertThat(sandbox.counts().byFault()).isEqualTo(java.util.Map.of("code", 1L, "cut-after", 1L, "html", 1L));
    }

    private Caller.Answer met(String fault) {
        sandbox.faults(SandboxFault.parse(fault));
        return demo.create("a@example.com");
    }

    private long created() {
        return sandbox.counts().created();
    }

    private Socket sent(String body) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("POST /api/CreateOrder HTTP/1.1\r\nHost: sandbox\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                                + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}
