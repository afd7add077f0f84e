package io.waybill.delivery;

import static io.waybill.delivery.WireFaultTest.Then.GOES_ON;
import static io.waybill.delivery.WireFaultTest.Then.IS_SUSPENDED;
import static io.waybill.delivery.WireFaultTest.Then.WAITS;
import static io.waybill.ledger.State.ACCEPTED;
import static io.waybill.ledger.State.CONFIRMED;
import static io.waybill.ledger.State.IN_DOUBT;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.State;
import io.waybill.ledger.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of what can go wrong on the wire: how often the far end sees the request, what becomes of the order, and
 * what of its account. A request is sent once, and nothing is believed but a whole reply.
 */
class WireFaultTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String GOOD = Far.created(258367);
    private static final String HTML = "<!DOCTYPE html><html><body>Shop</body></html>";

    private static RawServer server;
    private static RawServer elsewhere;
    private static DeliveryUnderTest delivery;

    /** What an answer does to the account, whatever it says of the order. */
    enum Then {
        GOES_ON,
        WAITS,
        IS_SUSPENDED
    }

    /**
     * @param account "patient" with ample time-outs, "hasty" with short ones, "cut-off" whose connections are met before
     *     anything is read from them, "refused" where nobody listens
     * @param requests how many whole requests the far end sees
     * @param create what becomes of a CreateOrder
     * @param delete what becomes of a DeleteOrder
     * @param then what becomes of the account
     * @param told what the reason must name; null where there is none
     */
    record Fault(
            String name,
            String account,
            int requests,
            State create,
            State delete,
            Then then,
            String told,
            RawServer.Script script) {
        Fault(String name, State create, State delete, Then then, String told, RawServer.Script script) {
            this(name, "patient", 1, create, delete, then, told, script);
        }

        @Override
        public String toString() {
            return name;
        }

        void begin() {
            if (account.equals("cut-off")) {
                server.playsBeforeReading(script);
            } else {
                server.plays(script);
            }
            elsewhere.plays(call -> call.answer(GOOD));
        }

        void check(Verdict verdict, State state) {
            assertThat(verdict.state()).as(verdict.toString()).isEqualTo(state);
            assertThat(server.requests()).hasSize(requests);
            assertThat(elsewhere.connections()).isZero();
            assertThat(
                            verdict.suspend() != null
                                    ? Then.IS_SUSPENDED
                                    : verdict.retryAfter() != null ? Then.WAITS : Then.GOES_ON)
                    .as(verdict.toString())
                    .isEqualTo(then);
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                // the request does not come through
                new Fault("refused", "refused", 0, ACCEPTED, ACCEPTED, GOES_ON, "refused", call -> {}),
                new Fault("reset before reading", "cut-off", 0, IN_DOUBT, IN_DOUBT, GOES_ON, "connection", call -> {
                    call.awaitBytes();
                    call.reset();
                }),
                new Fault("closed before reading", "cut-off", 0, IN_DOUBT, IN_DOUBT, GOES_ON, "", call -> {
                    call.awaitBytes();
                    call.close();
                }),
                // nothing comes back
                doubt("reset after the body", "connection", call -> call.reset()),
                doubt("closed without an answer", "without a reply", call -> call.close()),
                hasty("first byte too late", "in time", call -> call.outwait()),
                hasty("head without end", "", call -> call.drip("X")),
                // half a reply
                doubt("cut body", "HTTP 200, application/json", call -> {
                    call.send(head("Content-Length: " + GOOD.length()) + GOOD.substring(0, 20));
                    call.close();
                }),
                doubt("reset in the body", "HTTP 200", call -> {
                    call.send(head("Content-Length: 5000") + GOOD);
                    call.reset();
                }),
                doubt("cut chunks", "HTTP 200", call -> {
                    call.send(head("Transfer-Encoding: chunked") + "14\r\n" + GOOD.substring(0, 20) + "\r\n");
                    call.close();
                }),
                doubt("broken chunk size", "HTTP 200", call -> {
                    call.send(head("Transfer-Encoding: chunked") + "zz\r\n" + GOOD + "\r\n0\r\n\r\n");
                    call.close();
                }),
                doubt("half the JSON, rightly measured", "breaks off", call -> call.answer(GOOD.substring(0, 20))),
                doubt(
                        "length too short",
                        "breaks off",
                        call -> call.send(head("Content-Length: " + (GOOD.length() - 3)) + GOOD)),
                hasty("length too long", "HTTP 200", call -> {
                    call.send(head("Content-Length: " + (GOOD.length() + 3)) + GOOD);
                    call.outwait();
                }),
                hasty("body in drops", "HTTP 200", call -> {
                    call.send(head("Content-Length: 5000"));
                    call.drip(" ");
                }),
                // too much of a reply
                doubt("huge body", "too long", call -> call.answer("x".repeat(2 << 20))),
                doubt("endless chunks", "too long", call -> {
                    call.send(head("Transfer-Encoding: chunked"));
                    while (true) {
                        call.send("1000\r\n" + " ".repeat(4096) + "\r\n");
                    }
                }),
                doubt("endless headers", "", call -> {
                    call.send("HTTP/1.1 200 OK\r\n");
                    while (true) {
                        call.send("X-More: and more\r\n");
                    }
                }),
                doubt(
                        "gzip bomb",
                        "too long",
                        call -> call.send(with(
                                "Content-Encoding: gzip",
                                gzip(" ".repeat(4 << 20).getBytes(StandardCharsets.UTF_8))))),
                // another reply
                doubt("empty", "empty", call -> call.answer("")),
                doubt("204", "HTTP 204", call -> call.send("HTTP/1.1 204 No Content\r\n\r\n")),
                doubt("HTML", "text/html", call -> call.reply("200 OK", "Content-Type: text/html", HTML)),
                doubt("500", "HTTP 500", call -> call.reply("500 Oops", "Content-Type: text/html", HTML)),
                waits(
                        "503",
                        "Retry-After 3600",
                        call -> call.reply("503 Busy", "Retry-After: 3600\r\nContent-Type: text/plain", "busy")),
                waits("429", "HTTP 429", call -> call.reply("429 Slow down", "Retry-After: 1", "{}")),
                suspends("401", "HTTP 401", call -> call.reply("401 No", "WWW-Authenticate: Basic realm=\"x\"", "")),
                suspends("407", "HTTP 407", call -> call.reply("407 No", "Proxy-Authenticate: Basic realm=\"x\"", "")),
                doubt("408", "HTTP 408", call -> call.reply("408 Late", "Connection: close", "")),
                suspends(
                        "302", "HTTP 302", call -> call.reply("302 Found", "Location: " + server.url() + "/api/x", "")),
                suspends(
                        "302 to another host",
                        "HTTP 302",
                        call -> call.reply("302 Found", "Location: " + elsewhere.url() + "/api/createorder", "")),
                suspends("307", "HTTP 307", call -> call.reply("307 There", "Location: /api/createorder", "")),
                suspends(
                        "307 to another host",
                        "HTTP 307",
                        call -> call.reply("307 There", "Location: " + elsewhere.url() + "/api/createorder", "")),
                suspends("308", "HTTP 308", call -> call.reply("308 There", "Location: /api/createorder", "")),
                doubt(
                        "101",
                        "",
                        call -> call.send("HTTP/1.1 101 Switch\r\nUpgrade: TLS/1.2\r\nConnection: upgrade\r\n\r\n")),
                doubt("not HTTP", "", call -> {
                    call.send("SSH-2.0-OpenSSH_9.2\r\n");
                    call.close();
                }),
                doubt("an array", "object", call -> call.answer("[" + GOOD + "]")),
                doubt("two envelopes", "follows", call -> call.answer(GOOD + GOOD)),
                doubt(
                        "broken gzip",
                        "",
                        call -> call.send(with("Content-Encoding: gzip", GOOD.getBytes(StandardCharsets.UTF_8)))),
                // an envelope that cannot be believed: deletes wait for a person too
                forged(
                        "wrong hash",
                        "hash",
                        call -> call.answer(Far.reply(0, "Order created", "{\"bill_id\":1}", "another key"))),
                forged(
                        "no hash",
                        "hash",
                        call -> call.answer("{\"error_code\":0,\"error_text\":\"OK\",\"result\":{\"bill_id\":1}}")),
                forged("code twice", "twice", call -> call.answer("{\"error_code\":4," + GOOD.substring(1))),
                forged(
                        "hash twice",
                        "twice",
                        call -> call.answer("{\"hash\":\"" + "0".repeat(32) + "\"," + GOOD.substring(1))),
                forged(
                        "result twice",
                        "twice",
                        call -> call.answer("{\"result\":{\"bill_id\":1}," + GOOD.substring(1))),
                forged(
                        "invoice number twice",
                        "twice",
                        call -> call.answer(Far.reply(0, "Order created", "{\"bill_id\":1,\"bill_id\":258367}"))),
                // odd, but whole and signed
                fine("plain", call -> call.answer(GOOD)),
                fine("slow first byte", call -> {
                    Thread.sleep(SHORT.toMillis());
                    call.answer(GOOD);
                }),
                fine(
                        "100 Continue first",
                        call -> call.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Wait\r\n\r\n"
                                + head("Content-Length: " + GOOD.length()) + GOOD)),
                fine(
                        "chunks",
                        call -> call.send(head("Transfer-Encoding: chunked") + "5\r\n" + GOOD.substring(0, 5)
                                + "\r\n" + Integer.toHexString(GOOD.length() - 5) + "\r\n" + GOOD.substring(5)
                                + "\r\n0\r\n\r\n")),
                fine("until the end", call -> {
                    call.send("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + GOOD);
                    call.close();
                }),
                fine("byte order mark", call -> call.answer("\uFEFF" + GOOD)),
                fine(
                        "gzip",
                        call -> call.send(with("Content-Encoding: gzip", gzip(GOOD.getBytes(StandardCharsets.UTF_8))))),
                fine("signed under 302", call -> call.reply("302 Found", "Location: /elsewhere", GOOD)),
                fine("signed under 500", call -> call.reply("500 Oops", "", GOOD)));
    }

    @BeforeAll
    static void start() throws Exception {
        server = new RawServer();
        elsewhere = new RawServer();
        RawServer gone = new RawServer();
        gone.close();
        delivery = new DeliveryUnderTest(
                Far.account("patient", server.url(), 2, AMPLE, AMPLE),
                Far.account("hasty", server.url(), 2, AMPLE, SHORT),
                Far.account("cut-off", server.url(), 2, AMPLE, AMPLE),
                Far.account("refused", gone.url(), 2, AMPLE, AMPLE));
    }

    @AfterAll
    static void stop() throws Exception {
        delivery.close();
        server.close();
        elsewhere.close();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_create_is_sent_once_and_ends_as_it_must(Fault fault) throws Exception {
        fault.begin();

        Verdict verdict = delivery.send(Far.create(fault.account()));

        fault.check(verdict, fault.create());
        if (fault.told() == null) {
            assertThat(verdict.reason()).isNull();
            assertThat(verdict.billId()).isEqualTo(258367);
        } else {
            assertThat(verdict.reason()).contains(fault.told()).endsWith(".");
            assertThat(verdict.billId()).isNull();
        }
        nextIsNotHarmed();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_delete_is_sent_once_and_may_be_repeated_unless_the_reply_is_forged(Fault fault) throws Exception {
        fault.begin();

        Verdict verdict = delivery.send(Far.delete(fault.account()));

        fault.check(verdict, fault.delete());
    }

    // The next order goes out on the same connection, if the client still thinks it fit.
    private static void nextIsNotHarmed() throws Exception {
        server.plays(call -> call.answer(Far.created(2)));

        Verdict next = delivery.send(Far.create("patient"));

        assertThat(next.state()).as(next.toString()).isEqualTo(CONFIRMED);
        assertThat(next.billId()).isEqualTo(2);
    }

    private static Fault doubt(String name, String told, RawServer.Script script) {
        return new Fault(name, IN_DOUBT, IN_DOUBT, GOES_ON, told, script);
    }

    private static Fault hasty(String name, String told, RawServer.Script script) {
        return new Fault(name, "hasty", 1, IN_DOUBT, IN_DOUBT, GOES_ON, told, script);
    }

    private static Fault waits(String name, String told, RawServer.Script script) {
        return new Fault(name, IN_DOUBT, IN_DOUBT, WAITS, told, script);
    }

    private static Fault suspends(String name, String told, RawServer.Script script) {
        return new Fault(name, IN_DOUBT, IN_DOUBT, IS_SUSPENDED, told, script);
    }

    private static Fault forged(String name, String told, RawServer.Script script) {
        return new Fault(name, IN_DOUBT, IN_DOUBT, GOES_ON, told, script);
    }

    private static Fault fine(String name, RawServer.Script script) {
        return new Fault(name, CONFIRMED, CONFIRMED, GOES_ON, null, script);
    }

    private static String head(String length) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n";
    }

    private static byte[] with(String header, byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(head(header + "\r\nContent-Length: " + body.length).getBytes(StandardCharsets.UTF_8));
        out.write(body);
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
