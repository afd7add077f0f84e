package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.order.AccountKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every move is a compare-and-set on order and attempt. */
class TransitionTest extends LedgerTestBase {
    @Test
    void an_order_goes_from_accepted_over_sending_to_its_end() {
        String order = site.acceptOne(Draft.create("A"));
        assertThat(site.state(order)).isEqualTo(State.ACCEPTED);
        List<LeasedOrder> begun = site.lease(10);
        assertThat(begun).extracting(it -> it.order().reference()).containsExactly(order);
        assertThat(begun.get(0).order().attempt()).isEqualTo(1);
        assertThat(site.state(order)).isEqualTo(State.SENDING);
        site.settle(begun.get(0), Verdicts.confirmed(7L));
        assertThat(site.state(order)).isEqualTo(State.CONFIRMED);
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.CONFIRMED, 1L));
    }

    @Test
    void what_is_being_sent_is_not_leased_again() {
        site.acceptOne(Draft.create("A"));
        assertThat(site.lease(10)).hasSize(1);
        assertThat(site.lease(10)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIRMED", "REJECTED", "IN_DOUBT", "UNDELIVERED"})
    void an_attempt_ends_so(State end) {
        String order = site.ended(Draft.create("A"), verdict(end));
        assertThat(site.state(order)).isEqualTo(end);
        assertThat(site.lease(10)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SENDING", "INVALID", "DUPLICATE", "CONFLICT", "DISCARDED"})
    void an_attempt_cannot_end_so(State end) {
        String order = site.acceptOne(Draft.create("A"));
        LeasedOrder sent = site.sendOne();
        assertThatThrownBy(() -> site.settle(sent, verdict(end))).isInstanceOf(RuntimeException.class);
        assertThat(site.state(order)).isEqualTo(State.SENDING);
        site.settle(sent, Verdicts.confirmed(1L));
        assertThat(site.state(order)).isEqualTo(State.CONFIRMED);
    }

    @Test
    void a_second_verdict_on_an_attempt_changes_nothing_but_is_kept() {
        String order = site.acceptOne(Draft.create("A"));
        LeasedOrder sent = site.sendOne();
        site.settle(sent, Verdicts.rejected(604));
        List<List<Object>> document = site.rows("select open, failed, settled_seq from document");
        site.settle(sent, Verdicts.confirmed(5L));
        site.settle(sent, Verdicts.inDoubt());
        assertThat(site.state(order)).isEqualTo(State.REJECTED);
        assertThat(site.reason(order)).isEqualTo("refused: 604");
        assertThat(site.rows("select open, failed, settled_seq from document")).isEqualTo(document);
        assertThat(site.history(order))
                .anyMatch(it -> it.contains("confirmed"))
                .anyMatch(it -> it.contains("in_doubt"));
    }

    @Test
    void a_verdict_on_an_attempt_that_was_given_back_changes_nothing() {
        String order = site.acceptOne(Draft.create("A"));
        List<LeasedOrder> begun = site.lease(1);
        Ledger.await(ledger.giveBack(begun));
        site.settle(begun.get(0), Verdicts.rejected(604));
        site.settle(begun.get(0), Verdicts.unsent());
        site.settle(begun.get(0), Verdicts.inDoubt());
        assertThat(site.state(order)).isEqualTo(State.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIRMED", "REJECTED", "IN_DOUBT", "UNDELIVERED", "ACCEPTED"})
    void a_verdict_on_an_old_attempt_does_not_touch_the_attempt_under_way(State late) {
        String order = site.acceptOne(Draft.create("A"));
        LeasedOrder first = site.sendOne();
        site.settle(first, Verdicts.unsent());
        clock.advance(java.time.Duration.ofMinutes(1));
        LeasedOrder second = site.sendOne();
        assertThat(second.order().attempt()).isEqualTo(2);

        site.settle(first, verdict(late));
        assertThat(site.state(order)).isEqualTo(State.SENDING);
        assertThat(site.rows("select open, failed, settled_seq from document")).containsExactly(List.of(1, 0, 0));

        site.settle(second, Verdicts.confirmed(9L));
        assertThat(site.state(order)).isEqualTo(State.CONFIRMED);
        assertThat(site.one("select bill_id from orders")).isEqualTo(9);
    }

    @Test
    void the_invoice_number_of_a_success_that_came_too_late_is_not_lost() {
        String order = site.acceptOne(Draft.create("A"));
        LeasedOrder first = site.sendOne();
        site.settle(first, Verdicts.unsent());
        clock.advance(java.time.Duration.ofMinutes(1));
        site.sendOne();
        site.settle(first, Verdicts.confirmed(4711L));
        assertThat(site.history(order)).as("what history has of it").anyMatch(it -> it.contains("4711"));
    }

    @Test
    void a_verified_success_of_an_older_attempt_confirms_the_order_while_the_next_has_not_begun() {
        String order = site.acceptOne(Draft.create("A"));
        LeasedOrder first = site.sendOne();
        site.settle(first, Verdicts.unsent());
        site.settle(first, Verdicts.confirmed(4711L));
        assertThat(site.state(order)).isEqualTo(State.CONFIRMED);
    }

    @Test
    void a_late_success_with_an_invoice_that_another_order_has_is_kept_and_fails_nothing() {
        site.ended(Draft.create("B"), Verdicts.confirmed(4711L));
        String order = site.acceptOne(Draft.create("A"));
        LeasedOrder first = site.sendOne();
        site.settle(first, Verdicts.unsent());
        site.settle(first, Verdicts.confirmed(4711L));
        assertThat(site.state(order)).isNotEqualTo(State.CONFIRMED);
        assertThat(site.history(order)).anyMatch(it -> it.contains("4711"));
    }

    @Test
    void what_is_given_back_is_as_if_it_had_never_been_taken() {
        site.accept(Draft.create("A"), Draft.create("B"));
        List<List<Object>> before = site.rows("select * from orders order by id");
        Ledger.await(ledger.giveBack(site.lease(10)));
        assertThat(site.rows("select * from orders order by id")).isEqualTo(before);
        assertThat(site.sendAll()).extracting(it -> it.order().attempt()).containsExactly(1, 1);
    }

    @Test
    void giving_back_does_not_touch_what_has_moved_on() {
        String order = site.acceptOne(Draft.create("A"));
        List<LeasedOrder> begun = site.lease(1);
        site.settle(begun.get(0), Verdicts.confirmed(1L));
        Ledger.await(ledger.giveBack(begun));
        assertThat(site.state(order)).isEqualTo(State.CONFIRMED);
    }

    @Test
    void giving_back_an_old_attempt_does_not_touch_a_later_one() {
        String order = site.acceptOne(Draft.create("A"));
        List<LeasedOrder> old = site.lease(1);
        site.settle(old.get(0), Verdicts.unsent());
        clock.advance(java.time.Duration.ofMinutes(1));
        List<LeasedOrder> current = site.lease(1);
        Ledger.await(ledger.giveBack(old));
        assertThat(site.state(order)).isEqualTo(State.SENDING);
        site.settle(current.get(0), Verdicts.confirmed(1L));
        assertThat(site.state(order)).isEqualTo(State.CONFIRMED);
    }

    @Test
    void an_invoice_number_that_another_create_of_the_account_has_is_a_doubt() {
        AccountKey other = new AccountKey("other", true);
        String first = site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String second = site.ended(Draft.create("B"), Verdicts.confirmed(7L));
        String elsewhere = site.acceptOne(Draft.create("C").on(other));
        site.settle(site.lease(other, 1).get(0), Verdicts.confirmed(7L));

        assertThat(site.state(first)).isEqualTo(State.CONFIRMED);
        assertThat(site.state(second)).isEqualTo(State.IN_DOUBT);
        assertThat(site.reason(second)).contains("7", "another order");
        assertThat(site.state(elsewhere)).isEqualTo(State.CONFIRMED);
        assertThat(site.rows("select open, failed, settled_seq from document order by id"))
                .containsExactly(List.of(0, 0, 1), List.of(1, 0, 0), List.of(0, 0, 1));
    }

    @Test
    void a_taken_invoice_number_does_not_undo_its_neighbours_of_the_same_commit() {
        site.accept(Draft.create("A"), Draft.create("B"), Draft.create("C"));
        List<LeasedOrder> sent = site.sendAll();
        var first = ledger.settle(sent.get(0), Verdicts.confirmed(7L));
        var second = ledger.settle(sent.get(1), Verdicts.confirmed(7L));
        var third = ledger.settle(sent.get(2), Verdicts.confirmed(8L));
        Ledger.await(first);
        Ledger.await(second);
        Ledger.await(third);
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.CONFIRMED, 2L, State.IN_DOUBT, 1L));
    }

    @Test
    void a_listener_hears_of_each_move_after_its_commit() {
        List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        ledger.signals().add(new LedgerSignals.Listener() {
            @Override
            public void accepted(NewOrder order) {
                heard.add("accepted " + order.ref() + " " + site.state(order.reference()));
            }

            @Override
            public void moved(String reference, String ref, State state) {
                heard.add(state.label() + " " + ref + " " + site.state(reference));
            }
        });
        site.acceptOne(Draft.create("A"));
        awaitSize(heard, 1);
        LeasedOrder sent = site.sendOne();
        awaitSize(heard, 2);
        site.settle(sent, Verdicts.rejected(604));
        awaitSize(heard, 3);
        assertThat(heard).containsExactly("accepted A ACCEPTED", "sending A SENDING", "rejected A REJECTED");
    }

    private static void awaitSize(List<String> heard, int size) {
        org.awaitility.Awaitility.await().until(() -> heard.size() >= size);
    }

    private static Verdict verdict(State state) {
        return new Verdict(state, state == State.CONFIRMED ? 1L : null, 200, 0, "t", true, null, "because", null);
    }
}
