package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.DoubtFindings;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.MarkerSeen;
import io.waybill.ledger.State;
import io.waybill.ledger.Suspension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders in doubt find their end: a real ledger on one side, the sandbox over TCP on the other. */
class DoubtResolverTest {
    private static final Duration SETTLING = Duration.ofMinutes(2);
    private static final String ANNA = "anna@example.com";

    @TempDir
    Path folder;

    private DoubtSite site;

    private void open(boolean duplicates) {
        site = new DoubtSite(folder.resolve("data"), duplicates);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut-after", "html-after", "wrong-hash", "no-invoice", "error-after", "empty-after"})
    void an_order_that_was_created_is_confirmed_at_the_first_question(String fault) {
        open(false);
        site.faults(fault + ",operation=CreateOrder,count=1");
        String order = site.sent(ANNA);
        assertThat(site.state(order)).isEqualTo(State.IN_DOUBT);

        site.ask();

        assertThat(site.state(order)).isEqualTo(State.CONFIRMED);
        assertThat(site.one("select bill_id from orders"))
                .isEqualTo((int) site.sandbox.orders().get(0).billId());
        assertThat(site.one("select marker_in_tag from account")).isEqualTo(MarkerSeen.INTACT.ordinal());
        assertThat(site.one("select marker_in_comment from account")).isEqualTo(MarkerSeen.NOT_YET.ordinal());
    }

    @Test
    void an_order_whose_reply_names_the_number_of_another_finds_its_own() {
        open(false);
        String first = site.sent(ANNA);
        site.faults("taken-invoice,operation=CreateOrder,count=1");
        String second = site.sent(ANNA);
        assertThat(site.state(second)).isEqualTo(State.IN_DOUBT);

        site.ask();

        assertThat(List.of(site.state(first), site.state(second))).containsOnly(State.CONFIRMED);
        assertThat(site.one("select count(distinct bill_id) from orders")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut-before", "code=602", "html", "redirect"})
    void an_order_that_was_not_created_is_sent_again_within_two_settling_times(String fault) {
        open(false);
        site.sent("other@example.com");
        site.faults(fault + ",operation=CreateOrder,count=1");
        String order = site.sent(ANNA);

        assertThat(site.askUntilTold()).isBetween(SETTLING, SETTLING.multipliedBy(2));

        assertThat(site.state(order)).isEqualTo(State.ACCEPTED);
        site.clock.advance(Duration.ofMinutes(1));
        site.send();
        assertThat(site.state(order)).isEqualTo(State.CONFIRMED);
        assertThat(site.sandbox.orders()).hasSize(2);
    }

    @Test
    void an_order_that_a_crash_cut_off_is_found_or_sent_again() {
        open(false);
        site.sent("other@example.com");
        String order = site.accept(ANNA);
        Ledger.await(site.ledger.ledger().lease(DoubtSite.MAIN, 1));
        DoubtSite before = site;
        before.close();
        site = new DoubtSite(folder.resolve("data"), false);
        // the books of the first far end are gone with it: nothing there is ours
        site.sent("third@example.com");

        site.askUntilTold();

        assertThat(site.state(order)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void of_two_equal_orders_that_the_far_end_takes_for_one_the_second_is_rejected_with_the_number_of_the_first() {
        open(true);
        String first = site.sent(ANNA);
        isRejectedForTheFirst(site.sent(ANNA));
        assertThat(site.state(first)).isEqualTo(State.CONFIRMED);
        assertThat(site.sandbox.counts().byOperation())
                .as("nothing had to be asked")
                .containsOnlyKeys("CreateOrder");
    }

    @Test
    void so_it_is_where_the_first_is_in_doubt_itself() {
        open(true);
        site.faults("cut-after,operation=CreateOrder,count=1");
        String first = site.sent(ANNA);
        String second = site.sent(ANNA);
        assertThat(List.of(site.state(first), site.state(second))).containsOnly(State.IN_DOUBT);

        site.askUntilTold();

        assertThat(site.state(first)).isEqualTo(State.CONFIRMED);
        isRejectedForTheFirst(second);
    }

    private void isRejectedForTheFirst(String second) {
        assertThat(site.state(second)).isEqualTo(State.REJECTED);
        long number = site.sandbox.orders().get(0).billId();
        assertThat(site.reason(second)).contains("invoice " + number, "likely a duplicate");
        assertThat(site.one("select bill_id from orders where state = 5")).isEqualTo((int) number);
    }

    @Test
    void an_answer_601_with_our_own_order_confirms_it() {
        open(true);
        site.faults("cut-after,operation=CreateOrder,count=1");
        String order = site.sent(ANNA);
        // as if it had been taken for absent
        Ledger.await(site.ledger.ledger().resolved(absent()));
        site.clock.advance(Duration.ofMinutes(1));
        site.send();
        assertThat(site.one("select existing from doubt"))
                .isEqualTo((int) site.sandbox.orders().get(0).billId());

        site.ask();

        assertThat(site.state(order)).isEqualTo(State.CONFIRMED);
        assertThat(site.sandbox.orders()).hasSize(1);
    }

    private DoubtFindings absent() {
        var batch = Ledger.await(site.ledger.ledger().doubts(DoubtSite.MAIN, 1));
        return new DoubtFindings(
                DoubtSite.MAIN,
                java.util.Map.of(batch.doubts().get(0), new io.waybill.ledger.Resolution.Absent("so it seems", false)),
                batch.inTag(),
                batch.inComment(),
                null,
                null);
    }

    @Test
    void markers_are_tested_by_reading_back_an_order_that_went_through_and_once_only() {
        open(false);
        site.sent("other@example.com");
        site.sent("third@example.com", "bill_tag", "spring");
        site.faults("cut-before,operation=CreateOrder,count=2");
        site.sent(ANNA);
        site.sent(ANNA, "bill_tag", "spring");

        DoubtFindings findings = site.ask();

        assertThat(List.of(findings.inTag(), findings.inComment())).containsOnly(MarkerSeen.INTACT);
        assertThat(site.sandbox.counts().byOperation()).containsEntry("getOrderDetails", 2L);
        site.askUntilTold();
        assertThat(site.sandbox.counts().byOperation()).containsEntry("getOrderDetails", 2L);
    }

    @Test
    void nothing_is_read_back_where_nothing_is_in_doubt_of_that_kind() {
        open(false);
        site.sent("third@example.com", "bill_tag", "spring");
        site.faults("cut-before,operation=CreateOrder,count=1");
        site.sent(ANNA);
        assertThat(site.ask().inComment()).isEqualTo(MarkerSeen.NOT_YET);
        assertThat(site.sandbox.counts().byOperation()).doesNotContainKey("getOrderDetails");
    }

    @Test
    void a_far_end_that_tells_nothing_for_long_leaves_it_to_a_person_with_advice() {
        open(false);
        site.faults("cut-before");
        String order = site.sent(ANNA);

        assertThat(site.askUntilTold()).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(23));

        assertThat(site.state(order)).isEqualTo(State.IN_DOUBT);
        assertThat(site.one("select settled_at from orders")).isNotNull();
        assertThat(site.reason(order)).contains("could not be asked in time");
        assertThat((String) site.one("select advice from doubt")).contains("Look in the shop");
        assertThat(site.one("select candidates from doubt")).isEqualTo("[]");
    }

    @Test
    void a_far_end_that_comes_back_is_heard_within_two_settling_times() {
        open(false);
        site.sent("other@example.com");
        site.faults("cut-before");
        String order = site.sent(ANNA);
        for (int i = 0; i < 20 && site.one("select fruitless_since from doubt") == null; i++) {
            site.ask();
        }
        while (Duration.between(java.time.Instant.parse("2026-03-10T12:10:00Z"), site.clock.instant())
                .isNegative()) {
            var batch = Ledger.await(site.ledger.ledger().doubts(DoubtSite.MAIN, 1));
            site.clock.advance(Duration.between(site.clock.instant(), batch.next()));
            site.ask();
        }
        site.faults();

        assertThat(site.askUntilTold()).isLessThanOrEqualTo(SETTLING.multipliedBy(2));
        assertThat(site.state(order)).isEqualTo(State.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(longs = {72, -72, 0})
    void orders_are_found_and_others_shown_absent_however_wrong_our_clock_is(long hours) {
        open(false);
        site.wrongBy = Duration.ofHours(hours);
        site.sent("other@example.com");
        site.faults("cut-after,operation=CreateOrder,count=3", "cut-before,operation=CreateOrder,count=3");
        // so many that a list of days is asked for
        List<String> orders = IntStream.rangeClosed(1, 6)
                .mapToObj(i -> site.accept(i + "@example.com"))
                .toList();
        site.send();
        assertThat(orders).allMatch(order -> site.state(order) == State.IN_DOUBT);

        site.askUntilTold();

        assertThat(orders.subList(0, 3)).allMatch(order -> site.state(order) == State.CONFIRMED);
        assertThat(orders.subList(3, 6)).allMatch(order -> site.state(order) == State.ACCEPTED);
        assertThat(site.sandbox.counts().byOperation()).containsKey("getOrdersWithGoods");
        assertThat(site.sandbox.counts().byOperation().containsKey("GetBills")).isEqualTo(hours != 0);
    }

    @Test
    void where_the_clocks_differ_a_list_of_days_is_no_proof_for_a_customer_who_cannot_be_asked_for() {
        open(false);
        site.wrongBy = Duration.ofHours(-72);
        site.sent("other@example.com");
        site.faults("cut-after,operation=CreateOrder,count=1");
        String order = site.sent("\u00e4nne@example.com");

        site.askUntilTold();

        assertThat(site.state(order)).isEqualTo(State.IN_DOUBT);
        assertThat(site.reason(order)).contains("this machine's clock shows 2026-03-0", "far end's 2026-03-1");
    }

    @Test
    void orders_that_look_alike_go_to_a_person_as_candidates() {
        open(false);
        site.sent("other@example.com");
        site.faults("cut-before,operation=CreateOrder,count=1");
        String order = site.sent(ANNA);
        site.sent("ben@example.com", "bill_comment", "like " + order + ", please");
        long candidate = site.sandbox.orders().get(1).billId();

        site.askUntilTold();

        assertThat(site.state(order)).isEqualTo(State.IN_DOUBT);
        assertThat((String) site.one("select candidates from doubt"))
                .startsWith("[{\"bill_id\":" + candidate + ",\"created_at\":\"2026-03-10T12:00:00Z\"")
                .contains("\"likeness\":\"mentions the marker\"");
    }

    @Test
    void a_wrong_key_costs_two_calls_and_no_order() {
        open(false);
        site.key("wrong-key");
        String order = site.sent(ANNA);
        assertThat(site.state(order)).isEqualTo(State.IN_DOUBT);

        site.ask();

        assertThat(site.state(order)).isEqualTo(State.ACCEPTED);
        assertThat(site.sandbox.counts().calls()).isEqualTo(2);
        assertThat(site.send()).isEmpty();
        Suspension suspension =
                Ledger.await(site.ledger.ledger().lease(DoubtSite.MAIN, 1)).suspension();
        assertThat(suspension.reason()).contains("code 4", "check the account's key and login");
    }

    @Test
    void an_unverifiable_4_is_a_doubt_like_any_other_when_the_key_is_right_again() {
        open(false);
        site.sent("other@example.com");
        site.key("wrong-key");
        String order = site.sent(ANNA);
        site.key("demo-key");

        site.ask();

        assertThat(site.state(order)).isEqualTo(State.IN_DOUBT);
        assertThat(Ledger.await(site.ledger.ledger().doubts(DoubtSite.MAIN, 1)).doubts())
                .as("asked once while the account is suspended")
                .isEmpty();
    }

    @Test
    void a_suspended_account_is_called_once_even_if_that_tells_nothing() {
        open(false);
        site.sent("other@example.com");
        site.key("wrong-key");
        site.sent(ANNA);
        site.key("demo-key");
        site.faults("html");
        long calls = site.sandbox.counts().calls();

        site.ask();

        assertThat(site.sandbox.counts().calls()).isEqualTo(calls + 1);
        assertThat(Ledger.await(site.ledger.ledger().doubts(DoubtSite.MAIN, 1)).doubts())
                .isEmpty();
    }

    @Test
    void a_key_that_is_changed_meanwhile_suspends_the_account_and_the_doubt_waits() {
        open(false);
        site.faults("cut-before,operation=CreateOrder,count=1");
        String order = site.sent(ANNA);
        site.key("wrong-key");

        DoubtFindings findings = site.ask();

        assertThat(findings.suspend()).contains("code 4", "check the account's key and login");
        assertThat(findings.refusal()).isEqualTo(4);
        assertThat(site.state(order)).isEqualTo(State.IN_DOUBT);
        assertThat(Ledger.await(site.ledger.ledger().doubts(DoubtSite.MAIN, 1)).suspended())
                .isTrue();
    }

    @Test
    void what_closing_cuts_off_is_no_answer() {
        open(false);
        site.faults("cut-after,operation=CreateOrder,count=1");
        site.sent(ANNA);
        var batch = Ledger.await(site.ledger.ledger().doubts(DoubtSite.MAIN, 1));
        site.resolver().close();
        long calls = site.sandbox.counts().calls();

        assertThat(site.resolver().resolve(batch).resolutions()).isEmpty();
        assertThat(site.sandbox.counts().calls()).isEqualTo(calls);
    }
}
