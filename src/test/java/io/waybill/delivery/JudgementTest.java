package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.account.Secret;
import io.waybill.ledger.State;
import io.waybill.ledger.Verdict;
import io.waybill.order.Operation;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementTest {
    @Test
    void success_with_an_invoice_number_confirms() {
        Verdict verdict = create(Far.created(258367));

        assertThat(verdict.state()).isEqualTo(State.CONFIRMED);
        assertThat(verdict.billId()).isEqualTo(258367);
        assertThat(verdict.verified()).isTrue();
        assertThat(verdict.reply()).isEqualTo(Far.created(258367));
        assertThat(verdict.reason()).isNull();
        assertThat(verdict.suspend()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{\"bill_id\":0}", "{\"bill_id\":-1}", "{\"bill_id\":null}", "{\"bill_id\":\"x\"}"})
    void success_without_a_usable_invoice_number_is_in_doubt(String result) {
        Verdict verdict = create(Far.reply(0, "Order created", result));

        assertThat(verdict.state()).isEqualTo(State.IN_DOUBT);
        assertThat(verdict.billId()).isNull();
        assertThat(verdict.reason()).contains("without an invoice number");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 600, 603, 604, 605})
    void a_refusal_rejects(int code) {
        Verdict verdict = create(Far.reply(code, "Product not exist: course", null));

        assertThat(verdict.state()).isEqualTo(State.REJECTED);
        assertThat(verdict.errorCode()).isEqualTo(code);
        assertThat(verdict.reason()).contains("code " + code).contains("Product not exist: course");
        assertThat(verdict.suspend()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6, 7, 8, 606})
    void a_verified_configuration_code_suspends_and_leaves_the_order_accepted(int code) {
        for (Operation operation : Operation.values()) {
            Verdict verdict = judge(operation, 1, 200, Far.reply(code, "no", null));

            assertThat(verdict.state()).isEqualTo(State.ACCEPTED);
            assertThat(verdict.verified()).isTrue();
            assertThat(verdict.suspend()).startsWith("code " + code).contains(Classification.cure(code));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void an_unverifiable_4_or_5_suspends_and_is_in_doubt(int code) {
        Verdict verdict = create(Far.reply(code, "incorrect hash", null, ""));

        assertThat(verdict.state()).isEqualTo(State.IN_DOUBT);
        assertThat(verdict.verified()).isFalse();
        assertThat(verdict.errorCode()).isEqualTo(code);
        assertThat(verdict.reply()).isNull();
        assertThat(verdict.suspend()).contains("check the account's");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 8, 604, 606})
    void any_other_unverifiable_code_is_in_doubt_and_suspends_nothing(int code) {
        for (Operation operation : Operation.values()) {
            Verdict verdict = judge(operation, 1, 200, Far.reply(code, "x", "{\"bill_id\":5}", "another key"));

            assertThat(verdict.state()).isEqualTo(State.IN_DOUBT);
            assertThat(verdict.billId()).isNull();
            assertThat(verdict.suspend()).isNull();
            assertThat(verdict.reason()).contains("hash").contains("not believed");
        }
    }

    @Test
    void an_existing_order_is_in_doubt_with_its_number() {
        Verdict verdict = create(Far.reply(601, "Order already exist", "{\"bill_id\":258301}"));

        assertThat(verdict.state()).isEqualTo(State.IN_DOUBT);
        assertThat(verdict.billId()).isEqualTo(258301);
        assertThat(verdict.reason()).contains("258301");
    }

    @ParameterizedTest
    @ValueSource(ints = {602, 202, 205, 777, -1})
    void a_code_that_tells_nothing_is_in_doubt_with_its_text(int code) {
        Verdict verdict = create(Far.reply(code, "something odd", null));

        assertThat(verdict.state()).isEqualTo(State.IN_DOUBT);
        assertThat(verdict.verified()).isTrue();
        assertThat(verdict.errorText()).isEqualTo("something odd");
        assertThat(verdict.reason()).contains("something odd");
    }

    @Test
    void a_delete_is_confirmed_without_an_invoice_number() {
        assertThat(judge(Operation.DELETE_ORDER, 1, 200, Far.reply(0, "OK", null))
                        .state())
                .isEqualTo(State.CONFIRMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302})
    void nothing_to_delete_is_a_refusal_at_first_and_done_after_an_earlier_attempt(int code) {
        String reply = Far.reply(code, "Nonexistent order", null);

        assertThat(judge(Operation.DELETE_ORDER, 1, 200, reply).state()).isEqualTo(State.REJECTED);
        assertThat(judge(Operation.DELETE_ORDER, 2, 200, reply).state()).isEqualTo(State.CONFIRMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 302, 400, 404, 429, 500, 503})
    void a_verified_envelope_decides_whatever_the_status(int status) {
        assertThat(judge(Operation.CREATE_ORDER, 1, status, Far.created(1)).state())
                .isEqualTo(State.CONFIRMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 307, 400, 404, 429, 500, 502, 503})
    void without_an_envelope_nobody_knows(int status) {
        Verdict create = judge(Operation.CREATE_ORDER, 1, status, "<html>no</html>");
        Verdict delete = judge(Operation.DELETE_ORDER, 1, status, "<html>no</html>");

        assertThat(create.state()).isEqualTo(State.IN_DOUBT);
        assertThat(delete.state()).isEqualTo(State.IN_DOUBT);
        assertThat(delete.reason()).contains("Deleting is tried again");
        assertThat(create.reason())
                .contains("HTTP " + status)
                .contains("text/html")
                .contains("<html>no</html>");
        assertThat(create.httpStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "301, true",
        "302, true",
        "307, true",
        "400, true",
        "401, true",
        "403, true",
        "404, true",
        "407, true",
        "200, false",
        "204, false",
        "408, false",
        "413, false",
        "429, false",
        "500, false",
        "503, false"
    })
    void without_an_envelope_a_redirect_or_a_refusal_on_the_way_suspends_the_account_besides(int status, boolean does) {
        for (Operation operation : Operation.values()) {
            Verdict verdict = judge(operation, 1, status, "<html>no</html>");
            if (does) {
                assertThat(verdict.suspend()).startsWith("HTTP " + status).contains("check the account's url");
            } else {
                assertThat(verdict.suspend()).isNull();
            }
            assertThat(judge(operation, 1, status, Far.created(1)).suspend()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -",
                "' ', -",
                "0, -",
                "30, 30",
                "600, 600",
                "601, 600",
                "99999999999999999999, 600",
                "'Wed, 21 Oct 2026 07:28:00 GMT', 60",
                "soon, 60",
                "-5, 60"
            })
    void what_the_far_end_asks_for_delays_the_account_and_changes_no_verdict(String header, Long seconds) {
        byte[] body = Far.created(1).getBytes(StandardCharsets.UTF_8);
        for (byte[] reply : new byte[][] {body, "busy".getBytes(StandardCharsets.UTF_8)}) {
            Judgement judgement = new Judgement(Far.create("main"), new Secret(Far.KEY));
            Verdict verdict = judgement.replied(new Received(503, "text/plain", header, reply));
            assertThat(verdict.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
            assertThat(verdict.suspend()).isNull();
            assertThat(verdict.state()).isEqualTo(reply == body ? State.CONFIRMED : State.IN_DOUBT);
        }
    }

    @Test
    void a_failure_before_the_first_byte_leaves_the_order_accepted_and_one_after_it_does_not() {
        Judgement create = new Judgement(Far.create("main"), new Secret(Far.KEY));
        Judgement delete = new Judgement(Far.delete("main"), new Secret(Far.KEY));
        IOException cut = new SocketException("Connection reset");

        assertThat(create.failed(false, cut).state()).isEqualTo(State.ACCEPTED);
        assertThat(create.failed(false, cut).reason()).startsWith("Not sent: ");
        assertThat(create.failed(true, cut).state()).isEqualTo(State.IN_DOUBT);
        assertThat(create.failed(true, cut).reason()).startsWith("Sent, but ");
        assertThat(delete.failed(true, cut).state()).isEqualTo(State.IN_DOUBT);
    }

    @Test
    void the_key_never_gets_into_a_verdict() {
        String echo = "bad key " + Far.KEY;

        assertThat(create(Far.reply(604, echo, null)).toString()).doesNotContain(Far.KEY);
        assertThat(create(Far.reply(4, echo, null)).toString()).doesNotContain(Far.KEY);
        assertThat(create(Far.reply(4, echo, null, "")).toString()).doesNotContain(Far.KEY);
        assertThat(create("<html>" + Far.KEY).toString()).doesNotContain(Far.KEY);
        assertThat(new Judgement(Far.create("main"), new Secret(Far.KEY))
                        .failed(true, new IOException(Far.KEY))
                        .toString())
                .doesNotContain(Far.KEY);
        Received received = new Received(503, Far.KEY, Far.KEY, new byte[0]);
        assertThat(new Judgement(Far.create("main"), new Secret(Far.KEY))
                        .replied(received)
                        .toString())
                .doesNotContain(Far.KEY);
    }

    private static Verdict create(String body) {
        return judge(Operation.CREATE_ORDER, 1, 200, body);
    }

    private static Verdict judge(Operation operation, int attempt, int status, String body) {
        return new Judgement(Far.order("main", operation, attempt, Far.QUERY), new Secret(Far.KEY))
                .replied(new Received(status, "text/html", null, body.getBytes(StandardCharsets.UTF_8)));
    }
}
