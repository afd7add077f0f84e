package io.waybill.doubt;

import static io.waybill.doubt.FarSite.INTACT;
import static io.waybill.doubt.Sample.EMAIL;
import static io.waybill.doubt.Sample.MARKER;
import static io.waybill.doubt.Sample.OTHER_MARKER;
import static io.waybill.doubt.Sample.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.Fields;
import io.waybill.order.Marker;
import io.waybill.sandbox.SandboxFault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Doubts as they come about, resolved over TCP by the sandbox's books. */
class ResolverTest {
    private static final Fields PLAIN = fields(MARKER, "bill_email", "Anna@Example.COM");

    private final FarSite far = FarSite.open();

    @AfterEach
    void close() throws IOException {
        far.close();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "spring"})
    void an_order_that_was_created_without_a_reply_is_confirmed_at_the_first_question(String tag) {
        Fields sent = tag == null
                ? fields(MARKER, "bill_email", "Anna@Example.COM", "bill_comment", "Ring «twice»\n")
                : fields(MARKER, "bill_email", "Anna@Example.COM", "bill_comment", "Ring «twice»\n", "bill_tag", tag);
        Doubt doubt = far.lostAfter(sent);

        assertThat(doubt.place()).isEqualTo(tag == null ? Place.TAG : Place.COMMENT);
        assertThat(far.ask(doubt, Standing.NEW))
                .isEqualTo(new Finding.Confirmed(far.sandbox.orders().get(0).billId()));
        assertThat(far.sandbox.counts().byOperation())
                .containsOnly(Map.entry("CreateOrder", 1L), Map.entry("getOrdersWithGoods", 1L));
    }

    @Test
    void an_order_that_was_never_created_is_absent_once_it_had_time_to_appear() {
        Doubt doubt = far.lostBefore(PLAIN);

        Finding first = far.ask(doubt, Standing.NEW);
        assertThat(first)
                .isInstanceOfSatisfying(
                        Finding.AskAgain.class,
                        again ->
                                assertThat(again.at()).isEqualTo(doubt.endedAt().plus(DoubtTimes.STANDARD.settling())));

        assertThat(far.askUntilTold(doubt)).isEqualTo(new Finding.Absent());
        assertThat(far.sandbox.counts().created()).isZero();
    }

    @Test
    void what_the_clock_shows_after_the_questions_began_proves_nothing() {
        Doubt doubt = far.lostBefore(PLAIN);
        Finding.AskAgain first = (Finding.AskAgain) far.ask(doubt, Standing.NEW);
        Resolver resolver = new Resolver(far.call(), far.clock, Limits.STANDARD, DoubtTimes.STANDARD);
        Map<Doubt, Standing> doubts = Map.of(doubt, first.standing());
        Instant begin = doubt.endedAt().plusSeconds(5);
        far.clock.advance(Duration.ofHours(1));

        assertThat(resolver.resolve(doubts, INTACT, begin).get(doubt)).isInstanceOf(Finding.AskAgain.class);
        assertThat(resolver.resolve(doubts, INTACT, far.clock.instant()).get(doubt))
                .isEqualTo(new Finding.Absent());
    }

    @Test
    void an_order_that_is_created_late_is_not_taken_for_absent() throws Exception {
        try (FarSite hasty = new FarSite(false, Duration.ofMillis(100))) {
            hasty.sandbox.faults(SandboxFault.parse("latency-before=400ms,operation=CreateOrder"));
            Doubt doubt = hasty.lose(MARKER, PLAIN);
            assertThat(hasty.sandbox.counts().created()).isZero();
            Finding.AskAgain first = (Finding.AskAgain) hasty.ask(doubt, Standing.NEW);
            while (hasty.sandbox.counts().created() == 0) {
                Thread.onSpinWait();
            }
            hasty.clock.advance(DoubtTimes.STANDARD.settling());

            assertThat(hasty.ask(doubt, first.standing())).isInstanceOf(Finding.Confirmed.class);
        }
    }

    @Test
    void an_order_with_a_time_of_its_own_is_found_by_its_customer() {
        Doubt doubt = far.lostAfter(fields(MARKER, "bill_email", EMAIL, "bill_created", "1600000000"));

        assertThat(far.ask(doubt, Standing.NEW)).isInstanceOf(Finding.Confirmed.class);
        assertThat(far.sandbox.counts().byOperation()).containsKeys("GetBills", "getOrderDetails");
        assertThat(far.sandbox.counts().byOperation()).doesNotContainKey("getOrdersWithGoods");
    }

    @Test
    void a_marker_that_another_customer_wrote_down_confirms_nothing_and_forbids_to_send_again() throws IOException {
        Doubt doubt = far.lostBefore(PLAIN);
        far.create(
                fields(OTHER_MARKER, "bill_email", "ben@example.com", "bill_comment", "like " + MARKER + ", please"));
        long written = far.sandbox.orders().get(0).billId();

        assertThat(far.askUntilTold(doubt)).isInstanceOfSatisfying(Finding.Unclear.class, unclear -> {
            assertThat(unclear.candidates()).singleElement().satisfies(candidate -> {
                assertThat(candidate.billId()).isEqualTo(written);
                assertThat(candidate.likeness()).isEqualTo(Likeness.MENTION);
                assertThat(candidate.sum()).isEqualTo("1000.00");
                assertThat(candidate.created()).isEqualTo(Sample.SENT);
            });
            assertThat(unclear.advice()).contains(Long.toString(written));
        });
    }

    @Test
    void the_order_itself_is_found_beside_one_that_mentions_it() throws IOException {
        Doubt doubt = far.lostAfter(PLAIN);
        far.create(fields(OTHER_MARKER, "bill_email", "ben@example.com", "bill_comment", "like " + MARKER));

        assertThat(far.ask(doubt, Standing.NEW))
                .isEqualTo(new Finding.Confirmed(far.sandbox.orders().get(0).billId()));
    }

    @Test
    void other_orders_of_the_customer_do_not_keep_one_from_being_absent() throws IOException {
        far.create(fields(OTHER_MARKER, "bill_email", EMAIL));
        far.create(fields("0123456789ABCDEG", "bill_email", EMAIL, "bill_tag", "spring"));

        assertThat(far.askUntilTold(far.lostBefore(PLAIN))).isEqualTo(new Finding.Absent());
    }

    @Test
    void one_that_was_sent_twice_is_a_matter_for_a_person() throws IOException {
        Doubt doubt = far.lostAfter(PLAIN);
        far.sandbox.faults();
        far.create(PLAIN);

        assertThat(far.ask(doubt, Standing.NEW))
                .isInstanceOfSatisfying(
                        Finding.Unclear.class,
                        unclear -> assertThat(unclear.candidates()).hasSize(2));
    }

    @Test
    void a_delete_by_number_leaves_the_doubt_to_a_person() throws IOException {
        Doubt doubt = Sample.deleted(far.lostAfter(PLAIN));
        far.delete(far.sandbox.orders().get(0).billId());

        assertThat(far.askUntilTold(doubt))
                .isInstanceOfSatisfying(
                        Finding.Unclear.class,
                        unclear -> assertThat(unclear.reason()).contains("deleted"));
    }

    @Test
    void a_day_of_thousands_of_orders_and_many_doubts_takes_one_call() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            far.create(fields(Marker.random(random), "bill_email", "c" + i % 300 + "@example.com"));
        }
        Map<Doubt, Standing> doubts = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            String marker = Marker.random(random);
            Fields sent = fields(marker, "bill_email", "c" + i + "@example.com");
            if (i % 2 == 0) {
                far.create(sent);
            }
            doubts.put(far.doubt(marker, sent), Standing.NEW);
        }
        long before = far.sandbox.counts().calls();

        Map<Doubt, Finding> findings = new Resolver(far.call(), far.clock, Limits.STANDARD, DoubtTimes.STANDARD)
                .resolve(doubts, INTACT, far.clock.instant());

        assertThat(far.sandbox.counts().calls() - before).isEqualTo(1);
        assertThat(findings.values().stream().filter(Finding.Confirmed.class::isInstance))
                .hasSize(20)
                .doesNotHaveDuplicates();
        assertThat(findings.values().stream().filter(Finding.AskAgain.class::isInstance))
                .hasSize(20);
    }
}
