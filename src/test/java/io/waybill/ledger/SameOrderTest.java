package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.AccountKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of an order whose identity the ledger knows already. */
class SameOrderTest extends LedgerTestBase {
    private static final AccountKey LIVE = new AccountKey("main", false);
    private static final AccountKey OTHER = new AccountKey("other", true);

    @Test
    void the_same_order_in_another_document_is_a_visible_duplicate() {
        String first = site.acceptOne(Draft.create("A"));
        String again = site.acceptOne(Draft.create("A"));
        assertThat(site.state(first)).isEqualTo(State.ACCEPTED);
        assertThat(site.state(again)).isEqualTo(State.DUPLICATE);
        assertThat(site.reason(again)).contains("doc1.jsonl, order 1");
        assertThat(site.due()).containsExactly(first);
    }

    @Test
    void the_same_order_twice_in_one_document_is_a_duplicate() {
        List<String> orders = site.accept(Draft.create("A"), Draft.create("B"), Draft.create("A"));
        assertThat(orders).extracting(site::state).containsExactly(State.ACCEPTED, State.ACCEPTED, State.DUPLICATE);
        assertThat(site.reason(orders.get(2))).contains("order 1");
    }

    @Test
    void the_same_reference_with_other_fields_is_a_conflict() {
        Draft draft = Draft.create("A");
        List<String> orders =
                site.accept(draft.with("bill_email", "anna@example.com"), draft.with("bill_email", "anne@example.com"));
        assertThat(orders).extracting(site::state).containsExactly(State.ACCEPTED, State.CONFLICT);
        assertThat(site.reason(orders.get(1))).contains("other fields", "order 1");
    }

    @Test
    void the_sequence_of_the_fields_does_not_matter() {
        Draft draft = Draft.create("A");
        List<String> orders = site.accept(
                draft.with("bill_email", "a@b.cd", "bill_phone", "1", "goods[0][good_name]", "x"),
                draft.with("goods[0][good_name]", "x", "bill_phone", "1", "bill_email", "a@b.cd"));
        assertThat(site.state(orders.get(1))).isEqualTo(State.DUPLICATE);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIRMED", "IN_DOUBT"})
    void an_order_that_came_through_or_may_have_keeps_its_place(State end) {
        String first = site.ended(Draft.create("A"), verdict(end));
        String same = site.acceptOne(Draft.create("A"));
        String other = site.acceptOne(Draft.create("A").with("bill_email", "other@example.com"));
        assertThat(site.state(same)).isEqualTo(State.DUPLICATE);
        assertThat(site.state(other)).isEqualTo(State.CONFLICT);
        assertThat(site.state(first)).isEqualTo(end);
        assertThat(site.supersededBy(first)).isNull();
        assertThat(site.due()).isEmpty();
    }

    @Test
    void an_order_on_its_way_keeps_its_place() {
        site.acceptOne(Draft.create("A"));
        assertThat(site.state(site.acceptOne(Draft.create("A")))).isEqualTo(State.DUPLICATE);
        assertThat(site.lease(1)).hasSize(1);
        assertThat(site.state(site.acceptOne(Draft.create("A")))).isEqualTo(State.DUPLICATE);
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "UNDELIVERED"})
    void an_order_that_failed_makes_place_for_its_next_generation(State end) {
        String first = site.ended(Draft.create("A"), verdict(end));
        String corrected = site.acceptOne(Draft.create("A").with("bill_email", "right@example.com"));
        assertThat(site.state(corrected)).isEqualTo(State.ACCEPTED);
        assertThat(site.state(first)).isEqualTo(end);
        assertThat(site.supersededBy(first)).isEqualTo(corrected);
        assertThat(site.due()).containsExactly(corrected);

        String again = site.acceptOne(Draft.create("A").with("bill_email", "right@example.com"));
        assertThat(site.state(again)).as("against the new generation").isEqualTo(State.DUPLICATE);
    }

    @Test
    void an_unchanged_order_goes_through_again_after_a_failure_too() {
        site.ended(Draft.create("A"), Verdicts.rejected(604));
        assertThat(site.state(site.acceptOne(Draft.create("A")))).isEqualTo(State.ACCEPTED);
    }

    @Test
    void an_order_that_broke_a_rule_makes_place_for_the_corrected_one_within_one_document() {
        List<String> orders = site.accept(Draft.create("A").invalid("bill_email: bad"), Draft.create("A"));
        assertThat(orders).extracting(site::state).containsExactly(State.INVALID, State.ACCEPTED);
        assertThat(site.reason(orders.get(0))).isEqualTo("bill_email: bad");
        assertThat(site.supersededBy(orders.get(0))).isEqualTo(orders.get(1));
    }

    @Test
    void an_order_that_breaks_a_rule_takes_nobodys_place() {
        String first = site.ended(Draft.create("A"), Verdicts.rejected(604));
        String bad = site.acceptOne(Draft.create("A").invalid("bad"));
        String good = site.acceptOne(Draft.create("A"));
        assertThat(site.state(bad)).isEqualTo(State.INVALID);
        assertThat(site.state(good)).isEqualTo(State.ACCEPTED);
        assertThat(site.supersededBy(first)).isEqualTo(good);

        String worse = site.acceptOne(Draft.create("A").invalid("bad"));
        assertThat(site.state(worse)).isEqualTo(State.INVALID);
        assertThat(site.due()).containsExactly(good);
    }

    @Test
    void generations_follow_one_another_without_end() {
        String before = null;
        for (int i = 0; i < 5; i++) {
            String next = site.ended(Draft.create("A"), Verdicts.rejected(604));
            if (before != null) {
                assertThat(site.supersededBy(before)).isEqualTo(next);
            }
            before = next;
        }
        assertThat(Ledger.await(ledger.counts())).containsOnlyKeys(State.REJECTED);
    }

    @Test
    void a_delete_in_between_makes_place_whatever_has_been_delivered() {
        List<String> nothingSent = site.accept(Draft.create("A"), Draft.delete("A"), Draft.create("A"));
        assertThat(nothingSent).extracting(site::state).containsOnly(State.ACCEPTED);
        assertThat(site.supersededBy(nothingSent.get(0))).isEqualTo(nothingSent.get(2));

        String created = site.ended(Draft.create("B").on(Draft.MAIN), sendFirst());
        String deleted = site.acceptOne(Draft.delete("B"));
        String anew = site.acceptOne(Draft.create("B"));
        assertThat(site.state(created)).isEqualTo(State.CONFIRMED);
        assertThat(site.state(deleted)).isEqualTo(State.ACCEPTED);
        assertThat(site.state(anew)).isEqualTo(State.ACCEPTED);
    }

    /** Takes A's create out of the way, so that the next order that is due is the only one. */
    private Verdict sendFirst() {
        site.lease(1);
        return Verdicts.confirmed(2L);
    }

    @Test
    void a_delete_in_between_makes_place_for_one_order_only() {
        List<String> orders = site.accept(
                Draft.create("A"), Draft.delete("A"), Draft.create("A"), Draft.create("A"), Draft.delete("A"));
        assertThat(orders)
                .extracting(site::state)
                .containsExactly(State.ACCEPTED, State.ACCEPTED, State.ACCEPTED, State.DUPLICATE, State.ACCEPTED);
    }

    @Test
    void a_delete_by_invoice_number_makes_place_too() {
        String first = site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        site.acceptOne(Draft.deleteInvoice(7));
        String anew = site.acceptOne(Draft.create("A"));
        assertThat(site.state(anew)).isEqualTo(State.ACCEPTED);
        assertThat(site.supersededBy(first)).isEqualTo(anew);
    }

    @Test
    void another_account_and_the_sandbox_have_references_of_their_own() {
        List<String> orders = site.accept(
                Draft.create("A"),
                Draft.create("A").on(LIVE),
                Draft.create("A").on(OTHER),
                Draft.create("A").on(LIVE));
        assertThat(orders)
                .extracting(site::state)
                .containsExactly(State.ACCEPTED, State.ACCEPTED, State.ACCEPTED, State.DUPLICATE);
    }

    @Test
    void orders_without_a_reference_are_told_apart_by_content_and_position() {
        Draft unnamed = Draft.create(null);
        NewDocument first = site.document("a.csv", "same", false, true);
        NewDocument again = site.document("b.csv", "same", false, true);
        NewDocument other = site.document("c.csv", "other", false, true);
        List<NewOrder> one = LedgerSite.orders(first, 1, unnamed, unnamed);
        List<NewOrder> two = LedgerSite.orders(again, 1, unnamed, unnamed);
        List<NewOrder> three = LedgerSite.orders(other, 1, unnamed, unnamed);
        Ledger.await(ledger.accept(first, one, true));
        Ledger.await(ledger.accept(again, two, true));
        Ledger.await(ledger.accept(other, three, true));
        assertThat(one).extracting(it -> site.state(it.reference())).containsOnly(State.ACCEPTED);
        assertThat(two).extracting(it -> site.state(it.reference())).containsOnly(State.DUPLICATE);
        assertThat(three).extracting(it -> site.state(it.reference())).containsOnly(State.ACCEPTED);
    }

    @Test
    void deletes_of_one_reference_are_told_apart_by_their_request_ids() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        List<String> orders = site.accept(
                Draft.delete("A").request("r1"),
                Draft.delete("A").request("r1"),
                Draft.delete("A").request("r2"));
        assertThat(orders).extracting(site::state).containsExactly(State.ACCEPTED, State.DUPLICATE, State.ACCEPTED);
    }

    @Test
    void a_request_id_that_comes_again_for_another_order_is_a_conflict() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        site.ended(Draft.create("B"), Verdicts.confirmed(8L));
        List<String> orders =
                site.accept(Draft.delete("A").request("r1"), Draft.delete("B").request("r1"));
        assertThat(orders).extracting(site::state).containsExactly(State.ACCEPTED, State.CONFLICT);
        String anew = site.acceptOne(Draft.create("B"));
        assertThat(site.state(anew)).as("B was not deleted").isEqualTo(State.DUPLICATE);
    }

    @Test
    void a_delete_that_failed_may_come_again_under_its_request_id() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        site.ended(Draft.delete("A").request("r1"), Verdicts.rejected(300));
        assertThat(site.state(site.acceptOne(Draft.delete("A").request("r1")))).isEqualTo(State.ACCEPTED);
    }

    @Test
    void a_delete_that_broke_a_rule_does_not_make_place() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        site.acceptOne(Draft.delete("A").invalid("bad"));
        assertThat(site.state(site.acceptOne(Draft.create("A")))).isEqualTo(State.DUPLICATE);
    }

    @Test
    void an_order_in_doubt_without_a_delete_is_never_superseded() {
        String first = site.ended(Draft.create("A"), Verdicts.inDoubt());
        site.acceptOne(Draft.create("A"));
        site.acceptOne(Draft.create("A").with("bill_email", "x@example.com"));
        assertThat(site.supersededBy(first)).isNull();
        assertThat(site.due()).isEmpty();
    }

    @Test
    void a_duplicate_is_linked_to_the_order_that_it_repeats() {
        String first = site.acceptOne(Draft.create("A"));
        String again = site.acceptOne(Draft.create("A"));
        assertThat(site.one(
                        "select r.reference from orders o join order_content c on c.order_id = o.id"
                                + " join order_content r on r.order_id = o.related where c.reference = ?",
                        again))
                .isEqualTo(first);
    }

    @Test
    void the_verdict_is_the_same_after_a_restart() {
        String rejected = site.ended(Draft.create("A"), Verdicts.rejected(604));
        site.ended(Draft.create("B"), Verdicts.confirmed(7L));
        site.acceptOne(Draft.delete("B"));
        site.acceptOne(Draft.create("C"));
        reopen();
        List<String> orders = site.accept(
                Draft.create("A"),
                Draft.create("B"),
                Draft.create("C"),
                Draft.create("C").with("x", "y"));
        assertThat(orders)
                .extracting(site::state)
                .containsExactly(State.ACCEPTED, State.ACCEPTED, State.DUPLICATE, State.CONFLICT);
        assertThat(site.supersededBy(rejected)).isEqualTo(orders.get(0));
    }

    private static Verdict verdict(State state) {
        return new Verdict(state, state == State.CONFIRMED ? 1L : null, 200, 0, "t", true, null, "because", null);
    }
}
