package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.AccountKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refusal means for the order and for its account, and how the account goes on. */
class RefusalsTest extends LedgerTestBase {
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 6, 7})
    void an_order_that_alone_is_refused_before_and_after_a_check_that_went_well_is_rejected(int code) {
        String order = site.ended(Draft.create("A"), Verdicts.suspended(code));
        String other = site.acceptOne(Draft.create("B"));
        resume(true);

        List<LeasedOrder> sent = site.sendAll();
        site.settle(one(sent, order), Verdicts.suspended(code));
        site.settle(one(sent, other), Verdicts.confirmed(7L));

        assertThat(site.state(order)).isEqualTo(State.REJECTED);
        assertThat(site.reason(order)).startsWith("refused: " + code).contains("refused so before", "this order");
        assertThat(obstacle()).isNull();
        assertThat(site.rows("select * from refused")).isEmpty();
    }

    @Test
    void without_a_check_in_between_the_account_is_what_is_refused() {
        String order = site.ended(Draft.create("A"), Verdicts.suspended(4));
        resume(false);
        site.settle(site.sendOne(), Verdicts.suspended(4));
        assertThat(site.state(order)).isEqualTo(State.ACCEPTED);
        assertThat(obstacle()).isNotNull();
        // a check that went well before the last refusal contradicts nothing
        resume(true);
        site.settle(site.sendOne(), Verdicts.suspended(4));
        assertThat(site.state(order)).isEqualTo(State.REJECTED);
    }

    @Test
    void another_order_that_is_refused_for_the_first_time_suspends_again() {
        site.ended(Draft.create("A"), Verdicts.suspended(4));
        String second = site.acceptOne(Draft.create("B"));
        resume(true);
        List<LeasedOrder> sent = site.sendAll();
        clock.advance(Duration.ofMillis(5));
        site.settle(one(sent, second), Verdicts.suspended(4));
        assertThat(site.state(second)).isEqualTo(State.ACCEPTED);
        assertThat(obstacle()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 606})
    void what_a_check_cannot_see_it_does_not_contradict(int code) {
        String order = site.ended(Draft.create("A"), Verdicts.suspended(code));
        resume(true);
        site.settle(site.sendOne(), Verdicts.suspended(code));
        assertThat(site.state(order)).isEqualTo(State.ACCEPTED);
        assertThat(obstacle().code()).isEqualTo(code);
    }

    @Test
    void a_person_may_end_the_day_of_code_8() {
        site.ended(Draft.create("A"), Verdicts.suspended(8));
        assertThat(Ledger.await(ledger.accounts().suspended()).get(Draft.MAIN).limited())
                .isTrue();
        assertThat(resume(false)).isTrue();
        assertThat(site.due()).hasSize(1);
        assertThat(resume(false)).isFalse();
    }

    @Test
    void a_suspension_is_told_once_and_told_again_where_it_gets_worse() {
        List<String> told = new CopyOnWriteArrayList<>();
        ledger.signals().add(new LedgerSignals.Listener() {
            @Override
            public void suspended(AccountKey account, Suspension suspension, boolean anew) {
                told.add(suspension.code() + " " + anew);
            }

            @Override
            public void resumed(AccountKey account) {
                told.add("resumed");
            }
        });
        site.accept(Draft.create("A"), Draft.create("B"), Draft.create("C"), Draft.create("D"));
        List<LeasedOrder> sent = site.sendAll();
        site.settle(sent.get(0), Verdicts.suspended(4));
        site.settle(sent.get(1), Verdicts.suspended(4));
        site.settle(sent.get(2), Verdicts.suspended(8));
        site.settle(sent.get(3), Verdicts.suspended(4));
        clock.advance(Duration.ofHours(25));
        assertThat(obstacle()).isNull();
        Ledger.await(ledger.reading());
        assertThat(told).containsExactly("4 true", "4 false", "8 true", "8 false", "resumed");
    }

    // ---- Retry-After

    @Test
    void the_far_end_is_left_alone_as_long_as_it_asks_for_and_the_order_is_judged_all_the_same() {
        String order = site.ended(Draft.create("A"), waiting(Verdicts.inDoubt(), Duration.ofSeconds(30)));
        site.acceptOne(Draft.create("B"));
        assertThat(site.state(order)).isEqualTo(State.IN_DOUBT);
        assertThat(obstacle().until()).isEqualTo(clock.instant().plusSeconds(30));
        assertThat(Ledger.await(ledger.accounts().suspended())).isEmpty();
        reopen();
        clock.advance(Duration.ofSeconds(29));
        assertThat(site.lease(10)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(site.lease(10)).hasSize(1);
    }

    @Test
    void of_two_waits_the_later_end_holds() {
        site.accept(Draft.create("A"), Draft.create("B"), Draft.create("C"));
        List<LeasedOrder> sent = site.lease(2);
        site.settle(sent.get(0), waiting(Verdicts.inDoubt(), Duration.ofSeconds(60)));
        site.settle(sent.get(1), waiting(Verdicts.confirmed(1L), Duration.ofSeconds(5)));
        clock.advance(Duration.ofSeconds(59));
        assertThat(site.lease(1)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(site.lease(1)).hasSize(1);
    }

    @Test
    void an_account_that_was_to_wait_does_not_wait_for_a_clock_that_was_set_back() {
        site.acceptOne(Draft.create("A"));
        site.settle(site.sendOne(), waiting(Verdicts.inDoubt(), Duration.ofMinutes(10)));
        String next = site.acceptOne(Draft.create("B"));
        assertThat(site.due()).isEmpty();
        clock.advance(Duration.ofDays(-3));
        assertThat(site.due()).containsExactly(next);
    }

    // ---- the pause of the whole gateway

    @Test
    void while_the_gateway_is_paused_orders_are_accepted_and_none_is_taken_over_restarts_too() {
        Pause pause = Ledger.await(ledger.accounts().pause("anna"));
        assertThat(Ledger.await(ledger.accounts().pause("bob"))).isEqualTo(pause);
        String order = site.acceptOne(Draft.create("A"));
        reopen();
        assertThat(site.lease(10)).isEmpty();
        assertThat(obstacle().reason()).isEqualTo("the gateway is paused by anna");
        try (LedgerView view = ledger.view()) {
            assertThat(view.pause()).isEqualTo(pause);
            assertThat(view.due(clock.instant(), id -> true, 10))
                    .singleElement()
                    .satisfies(due -> assertThat(due.reference()).isEqualTo(order));
        }
        assertThat(Ledger.await(ledger.accounts().goOn())).isEqualTo(pause);
        assertThat(Ledger.await(ledger.accounts().goOn())).isNull();
        assertThat(site.lease(10)).hasSize(1);
    }

    @Test
    void what_is_looked_at_is_what_would_be_taken() {
        site.accept(Draft.create("A"), Draft.delete("A"), Draft.create("bad").invalid("x"), Draft.create("C"));
        List<String> seen = new ArrayList<>();
        try (LedgerView view = ledger.view()) {
            view.due(clock.instant(), id -> true, 10).forEach(order -> seen.add(order.reference()));
            assertThat(view.due(clock.instant(), id -> true, 1)).hasSize(1);
        }
        assertThat(seen).isEqualTo(site.due()).hasSize(2);
    }

    private static Verdict waiting(Verdict verdict, Duration time) {
        return new Verdict(
                verdict.state(),
                verdict.billId(),
                verdict.httpStatus(),
                verdict.errorCode(),
                verdict.errorText(),
                verdict.verified(),
                verdict.reply(),
                verdict.reason(),
                null,
                time);
    }

    private static LeasedOrder one(List<LeasedOrder> sent, String reference) {
        return sent.stream()
                .filter(leased -> leased.order().reference().equals(reference))
                .findFirst()
                .orElseThrow();
    }

    private boolean resume(boolean well) {
        clock.advance(Duration.ofSeconds(1));
        boolean was = Ledger.await(ledger.accounts().resume(Draft.MAIN, well));
        clock.advance(Duration.ofSeconds(1));
        return was;
    }

    /** What is in the way of the main account, if there is something to take. */
    private Suspension obstacle() {
        Lease lease = Ledger.await(ledger.lease(Draft.MAIN, 1));
        Ledger.await(ledger.giveBack(lease.orders()));
        return lease.suspension();
    }
}
