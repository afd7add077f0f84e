package io.waybill.doubt;

import static io.waybill.doubt.FarSite.INTACT;
import static io.waybill.doubt.Sample.MARKER;
import static io.waybill.doubt.Sample.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.Fields;
import io.waybill.sandbox.FaultKind;
import io.waybill.sandbox.SandboxFault;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions that go wrong on the wire or are refused: none of that is an answer. */
class FailingQuestionTest {
    private static final Fields PLAIN = fields(MARKER, "bill_email", "Anna@Example.COM");

    private final FarSite far = FarSite.open();

    @AfterEach
    void close() throws IOException {
        far.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error-before",
                "error-after",
                "cut-before",
                "cut-after",
                "cut-body",
                "wrong-hash",
                "html",
                "html-after",
                "empty-after",
                "redirect",
                "code=3",
                "code=602"
            })
    void a_question_that_fails_is_never_taken_for_absence(String fault) {
        Doubt doubt = far.lostBefore(PLAIN);
        far.sandbox.faults(SandboxFault.parse(fault));

        assertThat(far.askUntilTold(doubt))
                .isInstanceOfSatisfying(
                        Finding.Unclear.class,
                        unclear -> assertThat(unclear.reason())
                                .startsWith("The far end could not be asked in time: getOrdersWithGoods"));
        assertThat(Duration.between(doubt.endedAt(), far.clock.instant()))
                .isGreaterThanOrEqualTo(DoubtTimes.STANDARD.timeout());
    }

    @Test
    void a_reply_that_comes_too_late_is_never_taken_for_absence() throws Exception {
        try (FarSite hasty = new FarSite(false, Duration.ofMillis(50))) {
            hasty.clock.advance(Duration.ofDays(1));
            Doubt doubt = hasty.doubt(MARKER, PLAIN);
            hasty.clock.advance(DoubtTimes.STANDARD.settling());
            hasty.sandbox.faults(SandboxFault.latency(Duration.ofMillis(400)));

            Finding finding = hasty.ask(doubt, new Standing(1, null, doubt.endedAt()));
            assertThat(finding).isInstanceOfSatisfying(Finding.AskAgain.class, again -> {
                assertThat(again.standing().absentAt()).isEqualTo(doubt.endedAt());
                hasty.sandbox.faults();
                assertThat(hasty.ask(doubt, again.standing())).isEqualTo(new Finding.Absent());
            });
        }
    }

    @Test
    void where_lists_of_days_fail_the_customer_is_asked_for() {
        Doubt doubt = far.lostAfter(PLAIN);
        far.sandbox.faults(SandboxFault.of(FaultKind.CUT_BODY).withOperation("getOrdersWithGoods"));

        assertThat(far.ask(doubt, Standing.NEW)).isInstanceOf(Finding.Confirmed.class);
    }

    @Test
    void a_verified_answer_counts_whatever_its_http_status() {
        Doubt doubt = far.lostAfter(PLAIN);
        far.sandbox.faults(SandboxFault.of(FaultKind.REDIRECT_AFTER));

        assertThat(far.ask(doubt, Standing.NEW)).isInstanceOf(Finding.Confirmed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 8})
    void a_refused_account_is_to_be_suspended_and_its_doubts_wait(int code) {
        Doubt doubt = far.lostBefore(PLAIN);
        far.sandbox.faults(SandboxFault.code(code));

        assertThat(far.ask(doubt, new Standing(20, doubt.sentAt(), doubt.endedAt())))
                .isInstanceOfSatisfying(
                        Finding.AskAgain.class,
                        again -> assertThat(again.suspend()).contains("code " + code));
    }

    @Test
    void a_wrong_key_suspends_and_is_not_shown() {
        Doubt doubt = far.lostAfter(PLAIN);

        assertThat(far.ask(far.callWithKey("wrong-secret"), doubt, Standing.NEW, INTACT))
                .isInstanceOfSatisfying(
                        Finding.AskAgain.class,
                        again -> assertThat(again.suspend()).contains("code 4").doesNotContain("wrong-secret"));
    }
}
