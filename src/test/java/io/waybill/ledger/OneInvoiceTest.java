package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.AccountKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders about one invoice go out one after the other, in the order in which they were accepted. */
class OneInvoiceTest extends LedgerTestBase {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    @Test
    void an_order_may_come_again_that_was_deleted_by_one_that_came_before_it() {
        List<String> orders = site.accept(Draft.delete("A"), Draft.create("A"), Draft.create("A"));
        assertThat(orders).extracting(site::state).containsOnly(State.ACCEPTED);
        assertThat(site.sendOne().order().reference()).isEqualTo(orders.get(1));
        assertThat(site.due()).isEmpty();
    }

    @Test
    void a_delete_waits_for_its_create_and_then_names_its_invoice() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        LeasedOrder create = site.sendOne();
        assertThat(create.order().reference()).isEqualTo(orders.get(0));
        assertThat(site.due()).isEmpty();
        site.settle(create, Verdicts.confirmed(4711L));
        LeasedOrder delete = site.sendOne();
        assertThat(delete.order().reference()).isEqualTo(orders.get(1));
        assertThat(delete.order().query()).isEqualTo("bill_id=4711");
    }

    @Test
    void a_delete_that_comes_after_its_create_was_confirmed_is_due_at_once() {
        site.ended(Draft.create("A"), Verdicts.confirmed(4711L));
        site.acceptOne(Draft.delete("A"));
        assertThat(site.sendOne().order().query()).isEqualTo("bill_id=4711");
    }

    @Test
    void two_pairs_go_out_side_by_side() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"), Draft.create("B"), Draft.delete("B"));
        List<LeasedOrder> creates = site.sendAll();
        assertThat(creates).extracting(it -> it.order().reference()).containsExactly(orders.get(0), orders.get(2));
        site.settle(creates.get(1), Verdicts.confirmed(2L));
        LeasedOrder deleteB = site.sendOne();
        assertThat(deleteB.order().reference()).isEqualTo(orders.get(3));
        assertThat(deleteB.order().query()).isEqualTo("bill_id=2");
        site.settle(creates.get(0), Verdicts.confirmed(1L));
        assertThat(site.sendOne().order().query()).isEqualTo("bill_id=1");
    }

    @Test
    void a_create_after_a_delete_waits_for_that_delete_through_two_rounds() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"), Draft.create("A"), Draft.delete("A"));
        long invoice = 1;
        for (String order : orders) {
            LeasedOrder sent = site.sendOne();
            assertThat(sent.order().reference()).isEqualTo(order);
            boolean create = sent.order().operation().creates();
            if (!create) {
                assertThat(sent.order().query()).isEqualTo("bill_id=" + (invoice - 1));
            }
            site.settle(sent, Verdicts.confirmed(create ? invoice++ : null));
        }
        assertThat(site.due()).isEmpty();
        assertThat(orders).extracting(site::state).containsOnly(State.CONFIRMED);
    }

    @Test
    void a_create_whose_predecessors_delete_has_succeeded_is_due_at_once() {
        site.ended(Draft.create("A"), Verdicts.confirmed(1L));
        site.ended(Draft.delete("A"), Verdicts.confirmed(null));
        String anew = site.acceptOne(Draft.create("A"));
        assertThat(site.due()).containsExactly(anew);
    }

    @Test
    void a_create_waits_for_the_delete_before_the_one_whose_place_it_took() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"), Draft.create("A"));
        Ledger.await(ledger.discard(orders.get(2), new Act("anna", null)));
        String again = site.acceptOne(Draft.create("A"));
        for (String order : List.of(orders.get(0), orders.get(1), again)) {
            LeasedOrder sent = site.sendOne();
            assertThat(sent.order().reference()).isEqualTo(order);
            site.settle(
                    sent,
                    Verdicts.confirmed(
                            sent.order().operation().creates() ? sent.order().id() : null));
        }
    }

    @Test
    void orders_that_depend_on_one_that_failed_fail_with_it() {
        List<String> orders = site.accept(
                Draft.create("A"),
                Draft.delete("A").request("1"),
                Draft.delete("A").request("2"));
        site.settle(site.sendOne(), Verdicts.rejected(604));
        assertThat(orders)
                .extracting(site::state)
                .containsExactly(State.REJECTED, State.UNDELIVERED, State.UNDELIVERED);
        assertThat(site.reason(orders.get(1))).contains("doc1.jsonl, order 1", "rejected");
        assertThat(site.rows("select open, failed, settled_seq from document")).containsExactly(List.of(0, 3, 3));
    }

    @Test
    void an_order_that_comes_after_its_predecessor_failed_fails_at_once() {
        site.ended(Draft.create("A"), Verdicts.rejected(604));
        String late = site.acceptOne(Draft.delete("A"));
        assertThat(site.state(late)).isEqualTo(State.UNDELIVERED);
        assertThat(site.reason(late)).contains("doc1.jsonl, order 1", "rejected");
    }

    @Test
    void an_order_on_a_create_that_broke_a_rule_fails_at_once() {
        List<String> orders = site.accept(Draft.create("A").invalid("bad"), Draft.delete("A"));
        assertThat(orders).extracting(site::state).containsExactly(State.INVALID, State.UNDELIVERED);
        assertThat(site.reason(orders.get(1))).contains("invalid");
    }

    @Test
    void a_doubt_keeps_the_orders_behind_it_waiting() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"), Draft.create("A"));
        site.settle(site.sendOne(), Verdicts.inDoubt());
        String later = site.acceptOne(Draft.delete("A").request("later"));
        clock.advance(Duration.ofDays(3));
        Ledger.await(ledger.dropUnknownTargets(TIMEOUT));
        assertThat(site.due()).isEmpty();
        assertThat(List.of(orders.get(1), orders.get(2), later))
                .extracting(site::state)
                .containsOnly(State.ACCEPTED);
    }

    @Test
    void a_delete_in_doubt_keeps_the_next_create_waiting() {
        site.ended(Draft.create("A"), Verdicts.confirmed(1L));
        site.ended(Draft.delete("A"), Verdicts.inDoubt());
        String anew = site.acceptOne(Draft.create("A"));
        assertThat(site.state(anew)).isEqualTo(State.ACCEPTED);
        assertThat(site.due()).isEmpty();
    }

    @Test
    void a_retry_keeps_the_orders_behind_it_waiting() {
        site.accept(Draft.create("A"), Draft.delete("A"));
        site.settle(site.sendOne(), Verdicts.unsent());
        assertThat(site.due()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        LeasedOrder again = site.sendOne();
        assertThat(again.order().operation().creates()).isTrue();
    }

    @Test
    void at_most_one_order_of_an_invoice_is_on_its_way() {
        List<String> orders = site.accept(
                Draft.create("A"),
                Draft.delete("A").request("1"),
                Draft.delete("A").request("2"),
                Draft.delete("A").request("3"));
        for (String order : orders) {
            LeasedOrder sent = site.sendOne();
            assertThat(sent.order().reference()).isEqualTo(order);
            site.settle(sent, Verdicts.confirmed(sent.order().operation().creates() ? 5L : null));
        }
    }

    @Test
    void a_delete_of_our_invoice_by_its_number_goes_behind_the_one_by_reference() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String byRef = site.acceptOne(Draft.delete("A"));
        String byNumber = site.acceptOne(Draft.deleteInvoice(7));
        LeasedOrder first = site.sendOne();
        assertThat(first.order().reference()).isEqualTo(byRef);
        site.settle(first, Verdicts.confirmed(null));
        assertThat(site.sendOne().order().reference()).isEqualTo(byNumber);
    }

    @Test
    void deletes_of_a_foreign_invoice_go_one_after_the_other_but_other_accounts_do_not_wait() {
        AccountKey other = new AccountKey("other", true);
        List<String> orders = site.accept(
                Draft.deleteInvoice(99),
                Draft.deleteInvoice(99),
                Draft.deleteInvoice(100),
                Draft.deleteInvoice(99).on(other));
        assertThat(site.due()).containsExactly(orders.get(0), orders.get(2));
        assertThat(site.lease(other, 10)).hasSize(1);
    }

    @Test
    void an_order_waits_for_a_target_that_nobody_knows_yet() {
        String early = site.acceptOne(Draft.delete("A"));
        assertThat(site.due()).isEmpty();
        String create = site.acceptOne(Draft.create("A"));
        LeasedOrder sent = site.sendOne();
        assertThat(sent.order().reference()).isEqualTo(create);
        site.settle(sent, Verdicts.confirmed(12L));
        LeasedOrder delete = site.sendOne();
        assertThat(delete.order().reference()).isEqualTo(early);
        assertThat(delete.order().query()).isEqualTo("bill_id=12");
    }

    @Test
    void an_order_that_waited_fails_with_the_create_that_came_for_it() {
        String early = site.acceptOne(Draft.delete("A"));
        site.ended(Draft.create("A"), Verdicts.rejected(604));
        assertThat(site.state(early)).isEqualTo(State.UNDELIVERED);
    }

    @Test
    void of_two_orders_that_waited_for_one_create_one_goes_at_a_time() {
        List<String> early =
                site.accept(Draft.delete("A").request("1"), Draft.delete("A").request("2"));
        site.ended(Draft.create("A"), Verdicts.confirmed(12L));
        List<LeasedOrder> leased = site.lease(10);
        assertThat(leased).extracting(it -> it.order().reference()).containsExactly(early.get(0));
    }

    @Test
    void an_order_whose_create_comes_with_a_fault_is_not_left_waiting_for_ever() {
        String early = site.acceptOne(Draft.delete("A"));
        site.acceptOne(Draft.create("A").invalid("bad"));
        clock.advance(Duration.ofMinutes(11));
        Ledger.await(ledger.dropUnknownTargets(TIMEOUT));
        assertThat(site.state(early)).isIn(State.UNDELIVERED, State.INVALID);
    }

    @Test
    void a_target_that_never_comes_makes_the_order_invalid_after_the_time_out() {
        String early = site.acceptOne(Draft.delete("A"));
        clock.advance(TIMEOUT);
        assertThat(Ledger.await(ledger.dropUnknownTargets(TIMEOUT))).isZero();
        assertThat(site.state(early)).isEqualTo(State.ACCEPTED);
        clock.advance(Duration.ofMillis(1));
        assertThat(Ledger.await(ledger.dropUnknownTargets(TIMEOUT))).isEqualTo(1);
        assertThat(site.state(early)).isEqualTo(State.INVALID);
        assertThat(site.reason(early)).contains("ref", "600 s");

        site.ended(Draft.create("A"), Verdicts.confirmed(1L));
        assertThat(site.state(early)).as("when the create comes after all").isEqualTo(State.INVALID);
    }

    @Test
    void the_time_out_spares_orders_whose_target_has_come() {
        site.acceptOne(Draft.delete("A"));
        site.acceptOne(Draft.create("A"));
        clock.advance(Duration.ofHours(1));
        assertThat(Ledger.await(ledger.dropUnknownTargets(TIMEOUT))).isZero();
    }

    @Test
    void a_target_on_another_account_is_unknown() {
        AccountKey live = new AccountKey("main", false);
        site.ended(Draft.create("A"), Verdicts.confirmed(1L));
        site.acceptOne(Draft.delete("A").on(live));
        assertThat(site.lease(live, 10)).isEmpty();
    }

    @Test
    void a_long_queue_about_one_invoice_fails_as_a_whole() {
        int length = 5000;
        Draft[] drafts = new Draft[length];
        for (int i = 0; i < length; i++) {
            drafts[i] = Draft.deleteInvoice(99);
        }
        site.accept(drafts);
        assertThat(ledger.settle(site.sendOne(), Verdicts.rejected(300))).succeedsWithin(Duration.ofSeconds(30));
        assertThat(Ledger.await(ledger.counts()).get(State.UNDELIVERED)).isEqualTo(length - 1L);
    }

    @Test
    void the_waiting_survives_a_restart() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"), Draft.create("A"));
        String unknown = site.acceptOne(Draft.delete("Z"));
        reopen();
        LeasedOrder first = site.sendOne();
        assertThat(first.order().reference()).isEqualTo(orders.get(0));
        site.settle(first, Verdicts.confirmed(1L));
        reopen();
        LeasedOrder second = site.sendOne();
        assertThat(second.order().query()).isEqualTo("bill_id=1");
        site.settle(second, Verdicts.confirmed(null));
        LeasedOrder third = site.sendOne();
        assertThat(third.order().reference()).isEqualTo(orders.get(2));
        String create = site.acceptOne(Draft.create("Z"));
        site.settle(site.sendOne(), Verdicts.confirmed(26L));
        assertThat(site.state(create)).isEqualTo(State.CONFIRMED);
        assertThat(site.due()).containsExactly(unknown);
    }
}
