package io.waybill.doubt;

import static io.waybill.doubt.Sample.ENDED;
import static io.waybill.doubt.Sample.SETTLED;
import static io.waybill.doubt.Sample.candidate;
import static io.waybill.doubt.Sample.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.doubt.Answer.Cause;
import io.waybill.doubt.Trust.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvidenceTest {
    private static final DoubtTimes TIMES = DoubtTimes.STANDARD;
    private static final Evidence RULES = new Evidence(TIMES);
    private static final Trust INTACT = new Trust(Seen.INTACT, Seen.INTACT);
    private static final Duration MILLI = Duration.ofMillis(1);

    @Test
    void absence_takes_one_answer_at_once_and_one_after_the_settling_time() {
        Finding.AskAgain first = (Finding.AskAgain) absentAt(tagged(), Standing.NEW, ENDED);
        assertThat(first.at()).isEqualTo(SETTLED);

        assertThat(absentAt(tagged(), first.standing(), SETTLED)).isEqualTo(new Finding.Absent());
    }

    @Test
    void a_first_answer_after_the_settling_time_is_still_only_the_first() {
        Finding.AskAgain first = (Finding.AskAgain) absentAt(tagged(), Standing.NEW, SETTLED.plusSeconds(600));
        assertThat(first.at()).isEqualTo(SETTLED.plusSeconds(600 + 1).plus(TIMES.shortest()));

        assertThat(absentAt(tagged(), first.standing(), first.at())).isEqualTo(new Finding.Absent());
    }

    @Test
    void an_order_that_appears_between_two_answers_is_found() {
        Finding.AskAgain first = (Finding.AskAgain) absentAt(tagged(), Standing.NEW, ENDED);

        assertThat(judge(tagged(), first.standing(), seen(SETTLED, null, candidate(100, Likeness.OURS))))
                .isEqualTo(new Finding.Confirmed(100));
    }

    @Test
    void an_answer_that_could_not_be_told_breaks_the_row() {
        Finding.AskAgain absent = (Finding.AskAgain) absentAt(tagged(), Standing.NEW, ENDED);
        Finding.AskAgain alike = (Finding.AskAgain)
                judge(tagged(), absent.standing(), seen(ENDED.plusSeconds(9), null, candidate(100, Likeness.MENTION)));

        assertThat(alike.standing().absentAt()).isNull();
        assertThat(absentAt(tagged(), alike.standing(), SETTLED)).isInstanceOf(Finding.AskAgain.class);
    }

    @Test
    void a_likeness_is_not_given_to_a_person_before_the_order_itself_had_time_to_appear() {
        Sighting early = seen(SETTLED.minus(MILLI), null, candidate(100, Likeness.MENTION));
        Sighting late = seen(SETTLED, null, candidate(100, Likeness.MENTION));

        assertThat(judge(tagged(), Standing.NEW, early))
                .isInstanceOfSatisfying(
                        Finding.AskAgain.class, again -> assertThat(again.at()).isAfterOrEqualTo(SETTLED));
        assertThat(judge(tagged(), Standing.NEW, late)).isInstanceOfSatisfying(Finding.Unclear.class, unclear -> {
            assertThat(unclear.candidates()).containsExactlyElementsOf(late.candidates());
            assertThat(unclear.advice()).contains("100");
        });
    }

    @Test
    void several_orders_with_the_marker_are_named() {
        Finding finding = judge(
                tagged(),
                Standing.NEW,
                seen(ENDED, null, candidate(101, Likeness.OURS), candidate(100, Likeness.OURS)));

        assertThat(finding)
                .isInstanceOfSatisfying(
                        Finding.Unclear.class,
                        unclear -> assertThat(unclear.advice()).contains("101, 100"));
    }

    @Test
    void questions_without_an_answer_go_on_in_growing_pauses_until_the_time_out() {
        Standing standing = Standing.NEW;
        Instant now = ENDED;
        List<Duration> pauses = new ArrayList<>();
        Finding finding = judge(tagged(), standing, seen(now, failed()));
        while (finding instanceof Finding.AskAgain again) {
            pauses.add(Duration.between(now.plusSeconds(1), again.at()));
            now = again.at();
            standing = again.standing();
            finding = judge(tagged(), standing, seen(now, failed()));
        }

        assertThat(pauses.subList(0, 3))
                .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(pauses).endsWith(TIMES.longest(), TIMES.longest());
        assertThat(Duration.between(ENDED, now))
                .isBetween(TIMES.timeout(), TIMES.timeout().plus(TIMES.longest()));
        assertThat(finding)
                .isInstanceOfSatisfying(
                        Finding.Unclear.class,
                        unclear -> assertThat(unclear.reason()).contains("GetBills: no reply came in time"));
    }

    @Test
    void a_gateway_that_was_down_for_long_does_not_give_up_at_its_first_failure() {
        assertThat(judge(tagged(), Standing.NEW, seen(ENDED.plus(Duration.ofDays(3)), failed())))
                .isInstanceOf(Finding.AskAgain.class);
    }

    @Test
    void a_suspended_account_stops_the_time_out() {
        Standing longFailing = new Standing(9, ENDED, ENDED);
        Instant later = ENDED.plus(Duration.ofDays(1));

        Finding finding = judge(
                tagged(), longFailing, seen(later, new Answer.None(Cause.CONFIGURATION, "the API refused the call")));

        assertThat(finding).isInstanceOfSatisfying(Finding.AskAgain.class, again -> {
            assertThat(again.suspend()).isEqualTo("the API refused the call");
            assertThat(judge(tagged(), again.standing(), seen(later.plusSeconds(60), failed())))
                    .isInstanceOf(Finding.AskAgain.class);
        });
    }

    @Test
    void what_was_not_asked_for_waits_a_little_and_is_counted_for_nothing() {
        Standing standing = new Standing(4, ENDED, ENDED);
        Finding finding = judge(
                tagged(), standing, seen(ENDED.plus(Duration.ofDays(1)), new Answer.None(Cause.NOT_ASKED, "later")));

        assertThat(finding)
                .isInstanceOfSatisfying(
                        Finding.AskAgain.class,
                        again -> assertThat(again.standing()).isEqualTo(standing));
    }

    @Test
    void absence_waits_for_the_account_to_be_tested_and_goes_to_a_person_if_it_never_is() {
        Finding.AskAgain first =
                (Finding.AskAgain) RULES.judge(tagged(), Standing.NEW, Trust.UNKNOWN, seen(ENDED, null), ENDED);
        Sighting later = seen(SETTLED, null);

        assertThat(RULES.judge(tagged(), first.standing(), INTACT, later, SETTLED))
                .isEqualTo(new Finding.Absent());
        assertThat(RULES.judge(tagged(), first.standing(), Trust.UNKNOWN, later, SETTLED))
                .isInstanceOf(Finding.AskAgain.class);
        Instant over = ENDED.plus(TIMES.timeout());
        assertThat(RULES.judge(tagged(), first.standing(), Trust.UNKNOWN, seen(over, null), over))
                .isInstanceOf(Finding.Unclear.class);
    }

    @ParameterizedTest
    @EnumSource(Seen.class)
    void an_existing_order_that_is_not_ours_rejects_only_where_markers_are_known_to_come_back(Seen seen) {
        Doubt doubt = tagged().answeredExisting(77);
        Finding finding = RULES.judge(doubt, Standing.NEW, new Trust(seen, Seen.INTACT), seen(SETTLED, null), SETTLED);

        switch (seen) {
            case INTACT ->
                assertThat(finding).isInstanceOfSatisfying(Finding.Rejected.class, rejected -> {
                    assertThat(rejected.existing()).isEqualTo(77);
                    assertThat(rejected.advice()).contains("invoice 77");
                });
            case NOT_YET -> assertThat(finding).isInstanceOf(Finding.AskAgain.class);
            case CHANGED ->
                assertThat(finding)
                        .isInstanceOfSatisfying(
                                Finding.Unclear.class,
                                unclear -> assertThat(unclear.advice()).contains("invoice 77"));
        }
    }

    private static Finding absentAt(Doubt doubt, Standing standing, Instant asOf) {
        return judge(doubt, standing, seen(asOf, null));
    }

    private static Finding judge(Doubt doubt, Standing standing, Sighting sighting) {
        return RULES.judge(doubt, standing, INTACT, sighting, sighting.asOf().plusSeconds(1));
    }

    private static Sighting seen(Instant asOf, Answer.None trouble, Candidate... candidates) {
        return new Sighting(asOf, List.of(candidates), trouble);
    }

    private static Answer.None failed() {
        return new Answer.None(Cause.FAILED, "GetBills: no reply came in time");
    }
}
