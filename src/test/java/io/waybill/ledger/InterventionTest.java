package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person may do to an order, what not, and what becomes of it. */
class InterventionTest extends LedgerTestBase {
    private static final Act ANNA = new Act("anna", "the shop was closed");

    // ---- replay

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "UNDELIVERED"})
    void a_failed_order_is_sent_again_under_the_same_marker_as_its_next_attempt(State state) {
        String order = site.ended(Draft.create("A"), failure(state));
        assertThat(replay(order).refusal()).isNull();
        assertThat(site.state(order)).isEqualTo(State.ACCEPTED);
        assertThat(counters()).containsExactly(1, 0, 1);

        LeasedOrder again = site.sendOne();
        assertThat(again.order().reference()).isEqualTo(order);
        assertThat(again.order().attempt()).isEqualTo(2);
        assertThat(again.order().query()).isEqualTo("bill_email=anna@example.com");
        site.settle(again, Verdicts.confirmed(7L));
        assertThat(site.state(order)).isEqualTo(State.CONFIRMED);
        assertThat(counters()).containsExactly(0, 0, 2);
        assertThat(site.history(order)).contains("replayed: anna: the shop was closed");
    }

    @Test
    void a_replay_outlives_a_crash() {
        String order = site.ended(Draft.create("A"), Verdicts.rejected(604));
        replay(order);
        crash();
        assertThat(site.due()).containsExactly(order);
        assertThat(counters()).containsExactly(1, 0, 1);
    }

    @Test
    void an_order_may_be_replayed_as_often_as_it_fails() {
        String order = site.ended(Draft.create("A"), Verdicts.rejected(604));
        for (int attempt = 2; attempt < 5; attempt++) {
            replay(order);
            LeasedOrder again = site.sendOne();
            assertThat(again.order().attempt()).isEqualTo(attempt);
            site.settle(again, Verdicts.rejected(604));
        }
        assertThat(counters()).containsExactly(0, 1, 4);
        assertThat(site.history(order)).hasSize(3);
    }

    @Test
    void an_identity_that_was_replayed_is_taken_again() {
        String order = site.ended(Draft.create("A"), Verdicts.rejected(604));
        replay(order);
        assertThat(site.state(site.acceptOne(Draft.create("A")))).isEqualTo(State.DUPLICATE);
        assertThat(site.state(site.acceptOne(Draft.create("A").with("bill_email", "other@example.com"))))
                .isEqualTo(State.CONFLICT);
        assertThat(site.due()).containsExactly(order);
    }

    @Test
    void a_superseded_order_is_final_and_names_its_successor() {
        String first = site.ended(Draft.create("A"), Verdicts.rejected(604));
        String second = site.acceptOne(Draft.create("A").with("bill_email", "other@example.com"));
        assertThat(List.of(replay(first), discard(first), confirm(first, 7), absent(first)))
                .allSatisfy(refused ->
                        assertThat(refused.refusal()).contains(second, "other fields", "took its place", "accepted"));
        assertThat(site.state(first)).isEqualTo(State.REJECTED);
        assertThat(site.history(first)).isEmpty();
    }

    @Test
    void what_is_final_on_its_way_or_in_doubt_is_not_replayed() {
        String confirmed = site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String duplicate = site.acceptOne(Draft.create("A"));
        String invalid = site.acceptOne(Draft.create("B").invalid("bad"));
        String doubt = site.ended(Draft.create("C"), Verdicts.inDoubt());
        String discarded = site.ended(Draft.create("D"), Verdicts.rejected(604));
        discard(discarded);
        String accepted = site.acceptOne(Draft.create("E"));
        assertThat(replay(confirmed).refusal()).contains("invoice 7", "final");
        assertThat(replay(duplicate).refusal()).contains("duplicate", "final", "the same order came before");
        assertThat(replay(invalid).refusal()).contains("correct it and drop it again");
        assertThat(replay(doubt).refusal()).contains("in doubt", "--confirmed", "--absent");
        assertThat(replay(discarded).refusal()).contains("was discarded");
        assertThat(replay(accepted).refusal()).contains("on its way");
        site.sendOne();
        assertThat(replay(accepted).refusal()).contains("on its way");
        assertThat(site.rows("select state from orders where state = 0")).isEmpty();
    }

    @Test
    void an_order_that_nobody_knows_is_nothing() {
        assertThat(replay("AAAAAAAAAAAAAAAA")).isNull();
        assertThat(discard("")).isNull();
        assertThat(confirm("x", 1)).isNull();
        assertThat(absent("x")).isNull();
    }

    // ---- dependants

    @Test
    void those_that_fell_with_an_order_are_replayed_with_it_and_keep_their_sequence() {
        List<String> orders = site.accept(
                Draft.create("A"),
                Draft.delete("A").request("1"),
                Draft.delete("A").request("2"));
        site.settle(site.sendOne(), Verdicts.rejected(604));
        String late = site.acceptOne(Draft.delete("A").request("late"));
        assertThat(site.state(late)).isEqualTo(State.UNDELIVERED);

        assertThat(replay(orders.get(0)).with()).containsExactlyInAnyOrder(orders.get(1), orders.get(2), late);

        String last = site.acceptOne(Draft.delete("A").request("last"));
        site.settle(site.sendOne(), Verdicts.confirmed(7L));
        for (String next : List.of(orders.get(1), orders.get(2), late, last)) {
            LeasedOrder sent = site.sendOne();
            assertThat(sent.order().reference()).isEqualTo(next);
            assertThat(sent.order().query()).isEqualTo("bill_id=7");
            site.settle(sent, Verdicts.confirmed(null));
        }
        assertThat(site.rows("select sum(open), sum(failed) from document")).containsExactly(List.of(0, 0));
        assertThat(site.history(late)).containsExactly("replayed: anna, with order " + orders.get(0));
    }

    @Test
    void a_dependant_goes_nowhere_before_what_it_is_about() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        site.settle(site.sendOne(), Verdicts.rejected(604));
        assertThat(replay(orders.get(1)).refusal()).contains(orders.get(0), "rejected", "replay that one");
        String corrected = site.acceptOne(Draft.create("A").with("bill_email", "other@example.com"));
        site.settle(site.sendOne(), Verdicts.confirmed(7L));
        assertThat(replay(orders.get(1)).refusal())
                .as("it must not delete %s, which is another order", corrected)
                .contains("discard this one");
        assertThat(site.due()).isEmpty();
    }

    @Test
    void a_delete_that_fell_with_another_delete_goes_with_that_one_and_knows_its_invoice() {
        List<String> orders = site.accept(
                Draft.create("A"),
                Draft.delete("A").request("1"),
                Draft.delete("A").request("2"));
        site.settle(site.sendOne(), Verdicts.confirmed(7L));
        site.settle(site.sendOne(), Verdicts.rejected(201));
        assertThat(site.state(orders.get(2))).isEqualTo(State.UNDELIVERED);
        assertThat(replay(orders.get(2)).refusal()).as("alone").isNull();
        assertThat(site.sendOne().order().query()).isEqualTo("bill_id=7");
    }

    @Test
    void a_replayed_order_goes_to_the_end_of_the_line_and_later_ones_behind_it() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String first = site.ended(Draft.delete("A").request("1"), Verdicts.rejected(201));
        String second = site.acceptOne(Draft.delete("A").request("2"));
        LeasedOrder sent = site.sendOne();
        replay(first);
        String third = site.acceptOne(Draft.delete("A").request("3"));
        assertThat(site.due()).as("while %s is being sent", second).isEmpty();
        site.settle(sent, Verdicts.confirmed(null));
        LeasedOrder next = site.sendOne();
        assertThat(next.order().reference()).isEqualTo(first);
        assertThat(site.due()).isEmpty();
        site.settle(next, Verdicts.confirmed(null));
        assertThat(site.due()).containsExactly(third);
    }

    // ---- discard

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "UNDELIVERED"})
    void a_discarded_order_is_final_and_frees_its_identity(State state) {
        String order = site.ended(Draft.create("A"), failure(state));
        assertThat(discard(order).after()).isEqualTo(State.DISCARDED);
        assertThat(site.state(order)).isEqualTo(State.DISCARDED);
        assertThat(site.reason(order)).contains("anna: the shop was closed", state.label(), "because");
        assertThat(counters()).containsExactly(0, 1, 2);
        assertThat(discard(order).refusal()).contains("discarded already");
        assertThat(site.state(site.acceptOne(Draft.create("A")))).isEqualTo(State.ACCEPTED);
    }

    @Test
    void an_order_that_waits_may_be_discarded_and_takes_along_what_waits_for_it() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        discard(orders.get(0));
        assertThat(orders).extracting(site::state).containsExactly(State.DISCARDED, State.UNDELIVERED);
        assertThat(counters()).containsExactly(0, 2, 2);
        assertThat(site.due()).isEmpty();
    }

    @Test
    void what_broke_a_rule_may_be_discarded() {
        String order = site.acceptOne(Draft.create("A").invalid("bad"));
        assertThat(discard(order).isDone()).isTrue();
        assertThat(site.reason(order)).contains("bad");
    }

    @Test
    void what_is_being_read_sent_or_in_doubt_is_not_discarded() {
        NewDocument document = site.document(false);
        List<NewOrder> staged = LedgerSite.orders(document, 1, Draft.create("A"));
        Ledger.await(ledger.accept(document, staged, false));
        assertThat(discard(staged.get(0).reference()).refusal()).contains("still being read");
        String doubt = site.ended(Draft.create("B"), Verdicts.inDoubt());
        assertThat(discard(doubt).refusal()).contains("resolve it first");
        String sending = site.acceptOne(Draft.create("C"));
        site.sendOne();
        assertThat(discard(sending).refusal()).contains("being sent");
    }

    @Test
    void a_delete_that_was_never_sent_and_is_discarded_leaves_its_create_standing() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String delete = site.acceptOne(Draft.delete("A"));
        discard(delete);
        assertThat(site.state(site.acceptOne(Draft.create("A"))))
                .as("the same order again")
                .isEqualTo(State.DUPLICATE);
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "UNDELIVERED"})
    void a_delete_that_may_have_been_done_and_is_discarded_frees_the_identity(State before) {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String delete = site.acceptOne(Draft.delete("A"));
        site.settle(site.sendOne(), Verdicts.inDoubt());
        clock.advance(Duration.ofMinutes(1));
        site.settle(
                site.sendOne(),
                before == State.ACCEPTED ? Verdicts.unsent() : Verdict.unreplied(before, "tried often enough"));
        assertThat(site.state(delete)).isEqualTo(before);
        discard(delete);
        assertThat(site.reason(delete)).contains("A try of it was sent", "invoice 7 is still there");
        assertThat(site.state(site.acceptOne(Draft.create("A"))))
                .as("the same order again")
                .isEqualTo(State.ACCEPTED);
    }

    @Test
    void a_delete_that_was_being_sent_when_the_gateway_stopped_may_have_been_done() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String delete = site.acceptOne(Draft.delete("A"));
        site.sendOne();
        crash();
        discard(delete);
        assertThat(site.state(site.acceptOne(Draft.create("A")))).isEqualTo(State.ACCEPTED);
    }

    @Test
    void of_two_deletes_the_one_that_may_have_been_done_frees_the_identity_when_both_are_discarded() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String first = site.ended(Draft.delete("A").request("1"), failure(State.UNDELIVERED));
        String second = site.acceptOne(Draft.delete("A").request("2"));
        site.settle(site.sendOne(), Verdicts.inDoubt());
        discard(second);
        discard(first);
        assertThat(site.state(site.acceptOne(Draft.create("A")))).isEqualTo(State.ACCEPTED);
    }

    @Test
    void nothing_is_left_of_the_tries_of_a_delete_that_is_done() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        site.ended(Draft.delete("A"), Verdicts.inDoubt());
        clock.advance(Duration.ofMinutes(1));
        assertThat(site.one("select count(*) from doubt")).isEqualTo(1);
        assertThat(Ledger.await(ledger.doubts(Draft.MAIN, 1)).doubts())
                .as("nothing to ask")
                .isEmpty();
        site.settle(site.sendOne(), Verdicts.confirmed(null));
        assertThat(site.one("select count(*) from doubt")).isEqualTo(0);
    }

    @Test
    void of_two_deletes_the_one_that_is_not_discarded_still_frees_the_identity() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String first = site.acceptOne(Draft.delete("A").request("1"));
        String second = site.acceptOne(Draft.delete("A").request("2"));
        discard(first);
        // it fell with the first, and its target stands: it is replayed alone
        replay(second);
        String anew = site.acceptOne(Draft.create("A"));
        assertThat(site.state(anew)).isEqualTo(State.ACCEPTED);
        assertThat(site.due()).containsExactly(second);
    }

    // ---- resolve

    @Test
    void a_doubt_that_a_person_has_found_is_confirmed_and_lets_go_what_waits_for_it() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        site.settle(site.sendOne(), Verdicts.inDoubt());
        assertThat(confirm(orders.get(0), 7).refusal()).isNull();
        assertThat(site.state(orders.get(0))).isEqualTo(State.CONFIRMED);
        assertThat(site.sendOne().order().query()).isEqualTo("bill_id=7");
        assertThat(site.history(orders.get(0))).contains("resolved: confirmed, invoice 7: anna: the shop was closed");
        assertThat(confirm(orders.get(0), 7).refusal()).contains("final");
    }

    @Test
    void a_doubt_that_is_absent_is_sent_again_before_what_waits_for_it() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        site.settle(
                site.sendOne(),
                new Verdict(State.IN_DOUBT, 99L, 200, 0, "OK", true, "{}", "the number is another order's", null));
        assertThat(absent(orders.get(0)).refusal()).isNull();
        LeasedOrder again = site.sendOne();
        assertThat(again.order().reference()).isEqualTo(orders.get(0));
        assertThat(again.order().attempt()).isEqualTo(2);
        site.settle(again, Verdicts.confirmed(8L));
        assertThat(site.sendOne().order().query()).isEqualTo("bill_id=8");
        assertThat(site.history(orders.get(0))).contains("resolved: absent: anna: the shop was closed");
    }

    @Test
    void one_that_the_far_end_refused_for_another_order_is_rejected_when_a_person_does_not_find_it() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        site.settle(site.sendOne(), Verdicts.exists(99L));
        site.resolve(new Resolution.Unclear("markers do not come back", "look", "[]"));
        assertThat(absent(orders.get(0)).after()).isEqualTo(State.REJECTED);
        assertThat(site.reason(orders.get(0))).contains("invoice 99", "not this order", "likely a duplicate");
        assertThat(site.history(orders.get(0))).contains("resolved: absent: anna: the shop was closed");
        assertThat(orders).extracting(site::state).containsExactly(State.REJECTED, State.UNDELIVERED);
        assertThat(site.one("select count(*) from doubt")).isEqualTo(0);
        replay(orders.get(0));
        site.settle(site.sendOne(), Verdicts.confirmed(100L));
        assertThat(site.sendOne().order().query()).isEqualTo("bill_id=100");
    }

    @Test
    void one_that_was_refused_for_an_order_that_the_far_end_does_not_name_is_rejected_too() throws SQLException {
        String order = site.ended(Draft.create("A"), Verdicts.exists(null));
        stillAsked();
        assertThat(absent(order).after()).isEqualTo(State.REJECTED);
        assertThat(site.reason(order)).contains("took another order for this order");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIRMED", "ACCEPTED"})
    void a_doubt_that_the_gateway_still_asks_about_can_be_resolved_too(State to) throws SQLException {
        String order = site.ended(Draft.create("A"), Verdicts.inDoubt());
        stillAsked();
        Intervened done = to == State.CONFIRMED ? confirm(order, 7) : absent(order);
        assertThat(done.refusal()).isNull();
        assertThat(site.state(order)).isEqualTo(to);
        assertThat(counters().subList(0, 2)).containsExactly(to == State.CONFIRMED ? 0 : 1, 0);
        assertThat(site.rows("select * from earlier_outcome")).as("never filed").isEmpty();
    }

    @Test
    void an_invoice_that_another_create_of_the_account_has_is_not_taken_twice() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String doubt = site.ended(Draft.create("B"), Verdicts.inDoubt());
        assertThat(confirm(doubt, 7).refusal()).contains("Invoice 7", "doc1.jsonl, order 1");
        assertThat(site.state(doubt)).isEqualTo(State.IN_DOUBT);
        assertThat(confirm(doubt, 8).isDone()).isTrue();
    }

    @Test
    void a_delete_that_was_refused_is_about_its_own_invoice_only() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String delete = site.ended(Draft.delete("A"), Verdicts.rejected(201));
        assertThat(confirm(delete, 8).refusal()).contains("about invoice 7");
        assertThat(confirm(delete, 7).isDone()).isTrue();
        assertThat(site.state(delete)).isEqualTo(State.CONFIRMED);
    }

    @Test
    void a_doubt_whose_place_a_later_order_has_taken_already_is_resolved_or_all_would_wait_for_ever() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"), Draft.create("A"));
        site.settle(site.sendOne(), Verdicts.inDoubt());
        assertThat(site.supersededBy(orders.get(0))).isEqualTo(orders.get(2));
        assertThat(confirm(orders.get(0), 7).isDone()).isTrue();
        assertThat(site.due()).containsExactly(orders.get(1));
    }

    @Test
    void a_refused_order_that_is_there_after_all_is_confirmed_and_those_that_fell_with_it_go() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        site.settle(site.sendOne(), Verdicts.rejected(604));
        assertThat(confirm(orders.get(0), 7).with()).containsExactly(orders.get(1));
        assertThat(site.sendOne().order().query()).isEqualTo("bill_id=7");
    }

    @Test
    void only_a_doubt_can_be_absent() {
        String rejected = site.ended(Draft.create("A"), Verdicts.rejected(604));
        assertThat(absent(rejected).refusal()).contains("not in doubt", "replay it instead");
        String invalid = site.acceptOne(Draft.create("B").invalid("bad"));
        assertThat(absent(invalid).refusal()).contains("not in doubt");
        assertThat(confirm(invalid, 7).refusal()).contains("nothing to resolve");
        String accepted = site.acceptOne(Draft.create("C"));
        assertThat(confirm(accepted, 7).refusal()).contains("nothing to resolve yet");
    }

    private Intervened replay(String order) {
        return told(Ledger.await(ledger.replay(order, ANNA)));
    }

    private Intervened discard(String order) {
        return told(Ledger.await(ledger.discard(order, ANNA)));
    }

    private Intervened confirm(String order, long billId) {
        return told(Ledger.await(ledger.confirm(order, billId, ANNA)));
    }

    private Intervened absent(String order) {
        return told(Ledger.await(ledger.absent(order, ANNA)));
    }

    /** A refusal is a sentence and changes nothing. */
    private Intervened told(Intervened done) {
        if (done != null && !done.isDone()) {
            assertThat(done.refusal()).matches("[A-Z][^\\n]*\\.").doesNotContain("null");
            assertThat(site.state(done.reference())).isEqualTo(done.before());
        }
        return done;
    }

    /** Open, failed and settled of the only document. */
    private List<Object> counters() {
        return site.rows("select open, failed, settled_seq from document").get(0);
    }

    /** Makes the doubt one that the gateway asks about itself: not at its end, and not filed. */
    private void stillAsked() throws SQLException {
        try (Connection other = store().writer(site.data());
                Statement statement = other.createStatement()) {
            statement.execute("update orders set settled_at = null, settled_seq = null");
            statement.execute("update document set open = 1, failed = 0, settled_seq = 0");
        }
    }

    private static Verdict failure(State state) {
        return new Verdict(state, null, 200, 604, "t", true, null, "because", null);
    }
}
