package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.AccountKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An account that nothing is sent on, and when it is sent on again. */
class SuspensionTest extends LedgerTestBase {
    private static final AccountKey OTHER = new AccountKey("other", true);

    @Test
    void nothing_is_leased_while_the_account_is_suspended_and_nothing_has_failed() {
        String order = site.ended(Draft.create("A"), Verdicts.suspended(4));
        site.acceptOne(Draft.create("B"));
        Lease lease = Ledger.await(ledger.lease(Draft.MAIN, 10));
        assertThat(lease.orders()).isEmpty();
        assertThat(lease.suspension().until()).isNull();
        assertThat(lease.suspension().reason()).isEqualTo("code 4: see the key");
        assertThat(site.state(order)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void other_accounts_go_on() {
        site.ended(Draft.create("A"), Verdicts.suspended(4));
        site.acceptOne(Draft.create("B").on(OTHER));
        assertThat(site.lease(OTHER, 10)).hasSize(1);
    }

    @Test
    void what_is_on_the_wire_can_still_end() {
        site.accept(Draft.create("A"), Draft.create("B"));
        var sent = site.sendAll();
        site.settle(sent.get(0), Verdicts.suspended(4));
        site.settle(sent.get(1), Verdicts.confirmed(1L));
        assertThat(Ledger.await(ledger.counts()))
                .containsEntry(State.CONFIRMED, 1L)
                .containsEntry(State.ACCEPTED, 1L);
    }

    @Test
    void a_suspension_without_an_end_is_lifted_by_the_next_start_and_the_order_goes_at_once() {
        site.ended(Draft.create("A"), Verdicts.suspended(4));
        clock.advance(Duration.ofDays(9));
        assertThat(site.lease(10)).isEmpty();
        reopen();
        assertThat(site.sendOne().order().attempt()).isEqualTo(2);
    }

    @Test
    void the_order_that_met_the_suspension_does_not_wait_longer_than_that() {
        site.ended(Draft.create("A"), Verdicts.suspended(4));
        reopen();
        assertThat(site.due()).hasSize(1);
    }

    @Test
    void code_8_suspends_for_a_day_whatever_is_restarted() {
        site.ended(Draft.create("A"), Verdicts.suspended(8));
        Suspension suspension = Ledger.await(ledger.lease(Draft.MAIN, 1)).suspension();
        assertThat(suspension.until()).isEqualTo(clock.instant().plus(Duration.ofHours(24)));
        reopen();
        assertThat(site.lease(10)).isEmpty();
        crash();
        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(site.lease(10)).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(site.lease(10)).hasSize(1);
        assertThat(Ledger.await(ledger.lease(Draft.MAIN, 1)).suspension()).isNull();
    }

    @Test
    void a_later_suspension_for_another_reason_does_not_shorten_the_day_of_code_8() {
        site.accept(Draft.create("A"), Draft.create("B"));
        var sent = site.sendAll();
        site.settle(sent.get(0), Verdicts.suspended(8));
        site.settle(sent.get(1), Verdicts.suspended(4));
        reopen();
        assertThat(site.lease(10)).isEmpty();
    }

    @Test
    void a_late_verdict_suspends_too() {
        site.acceptOne(Draft.create("A"));
        LeasedOrder sent = site.sendOne();
        site.settle(sent, Verdicts.inDoubt());
        site.acceptOne(Draft.create("B"));
        site.settle(sent, Verdicts.suspended(8));
        assertThat(site.lease(10)).isEmpty();
    }

    @Test
    void listeners_are_told() {
        var told = new java.util.concurrent.CopyOnWriteArrayList<String>();
        ledger.signals().add(new LedgerSignals.Listener() {
            @Override
            public void suspended(AccountKey account, Suspension suspension, boolean anew) {
                told.add(account.text() + " " + suspension.reason() + " " + anew);
            }
        });
        site.ended(Draft.create("A"), Verdicts.suspended(4));
        org.awaitility.Awaitility.await().until(() -> !told.isEmpty());
        assertThat(told).containsExactly("sandbox:main code 4: see the key true");
    }
}
