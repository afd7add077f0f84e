package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of an order in doubt, and of those that wait for it. */
class ResolutionTest extends LedgerTestBase {
    private static final Resolution ABSENT = new Resolution.Absent("asked twice", false);

    @Test
    void a_confirmed_one_is_filed_as_any_other_and_lets_go_what_waits() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        site.settle(site.sendOne(), Verdicts.inDoubt());
        site.resolve(new Resolution.Confirmed(9));

        assertThat(site.state(orders.get(0))).isEqualTo(State.CONFIRMED);
        assertThat(site.rows("select bill_id, settled_seq from orders where operation = 0"))
                .containsExactly(List.of(9, 1));
        assertThat(site.sendOne().order().query()).isEqualTo("bill_id=9");
        SettledOrder filed = filed().orders().get(0);
        assertThat(filed.reason()).contains("by its marker, as invoice 9");
        assertThat(filed.httpStatus()).isNull();
        assertThat(site.history(orders.get(0))).hasSize(2).last().asString().startsWith("confirmed: ");
        assertThat(site.one("select count(*) from doubt")).isEqualTo(0);
    }

    @Test
    void a_number_that_another_create_has_goes_to_a_person() {
        site.ended(Draft.create("A"), Verdicts.confirmed(9L));
        String second = site.ended(Draft.create("B"), Verdicts.inDoubt());
        site.resolve(new Resolution.Confirmed(9));

        assertThat(site.state(second)).isEqualTo(State.IN_DOUBT);
        assertThat(site.reason(second)).contains("invoice 9, which another order of this account already has");
        assertThat(site.one("select settled_at from orders where state = 3")).isNotNull();
        assertThat(Ledger.await(ledger.doubts(Draft.MAIN, 1)).next()).isNull();
    }

    @Test
    void an_absent_one_is_sent_again_and_what_waits_goes_on_waiting() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        site.settle(site.sendOne(), Verdicts.inDoubt());
        site.resolve(ABSENT);

        assertThat(orders).extracting(site::state).containsOnly(State.ACCEPTED);
        clock.advance(Duration.ofMinutes(1));
        LeasedOrder again = site.sendOne();
        assertThat(again.order().attempt()).isEqualTo(2);
        assertThat(again.order().operation().creates()).isTrue();
        assertThat(site.history(orders.get(0))).hasSize(2).last().asString().endsWith(": asked twice");
        site.settle(again, Verdicts.confirmed(3L));
        assertThat(site.rows("select open, failed, settled_seq from document")).containsExactly(List.of(1, 0, 1));
    }

    @Test
    void one_that_was_refused_for_the_credentials_is_due_as_soon_as_these_are_right() {
        site.ended(Draft.create("A"), Verdicts.inDoubt());
        site.resolve(new Resolution.Absent("refused like a harmless call", true));
        assertThat(site.due()).hasSize(1);
    }

    @Test
    void a_likely_duplicate_is_rejected_with_the_number_of_the_other() {
        String order = site.ended(Draft.create("A"), Verdicts.exists(55L));
        site.resolve(new Resolution.Rejected(55));

        SettledOrder filed = filed().orders().get(0);
        assertThat(filed.reference()).isEqualTo(order);
        assertThat(filed.state()).isEqualTo(State.REJECTED);
        assertThat(filed.billId()).isEqualTo(55);
        assertThat(filed.errorCode()).isEqualTo(601);
        assertThat(filed.reason()).contains("invoice 55", "likely a duplicate");
    }

    @Test
    void one_that_was_taken_for_a_confirmed_order_of_ours_is_rejected_at_once() {
        site.ended(Draft.create("A"), Verdicts.confirmed(55L));
        String order = site.ended(Draft.create("B"), Verdicts.exists(55L));
        assertThat(site.state(order)).isEqualTo(State.REJECTED);
        assertThat(site.reason(order)).contains("invoice 55", "doc1.jsonl, order 1", "likely a duplicate");
        assertThat(site.one("select count(*) from doubt")).isEqualTo(0);
    }

    @Test
    void one_that_was_taken_for_an_order_that_is_confirmed_meanwhile_is_rejected_however_little_asking_shows() {
        String order = site.ended(Draft.create("B"), Verdicts.exists(55L));
        site.ended(Draft.create("A"), Verdicts.confirmed(55L));
        site.resolve(new Resolution.AskAgain(clock.instant(), 1, null, null));
        assertThat(site.state(order)).isEqualTo(State.REJECTED);
        assertThat(site.reason(order)).contains("invoice 55", "order 1");
    }

    @Test
    void one_that_is_found_under_the_number_of_another_order_is_left_to_a_person() {
        String order = site.ended(Draft.create("B"), Verdicts.exists(55L));
        site.ended(Draft.create("A"), Verdicts.confirmed(55L));
        site.resolve(new Resolution.Confirmed(55));
        assertThat(site.state(order)).isEqualTo(State.IN_DOUBT);
        assertThat(site.one("select next_ask_at from doubt")).isNull();
    }

    @Test
    void one_that_cannot_be_told_is_filed_with_what_a_person_needs_and_keeps_what_waits() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        site.settle(site.sendOne(), Verdicts.inDoubt());
        site.resolve(new Resolution.Unclear("many look like it.", "Look there.", "[{\"bill_id\":4}]"));

        SettledOrder filed = filed().orders().get(0);
        assertThat(filed.state()).isEqualTo(State.IN_DOUBT);
        assertThat(filed.reason()).isEqualTo("many look like it.");
        assertThat(filed.question()).isEqualTo(new OpenQuestion("Look there.", "[{\"bill_id\":4}]"));
        assertThat(site.state(orders.get(1))).isEqualTo(State.ACCEPTED);
        assertThat(site.due()).isEmpty();
        assertThat(site.rows("select open, failed, settled_seq from document")).containsExactly(List.of(1, 1, 1));

        crash();
        assertThat(Ledger.await(ledger.doubts(Draft.MAIN, 1)).next()).isNull();
    }

    @Test
    void an_answer_about_an_attempt_that_is_over_changes_nothing() {
        String order = site.ended(Draft.create("A"), Verdicts.inDoubt());
        DoubtBatch first = Ledger.await(ledger.doubts(Draft.MAIN, 1));
        site.resolve(ABSENT);
        clock.advance(Duration.ofMinutes(1));
        site.settle(site.sendOne(), Verdicts.inDoubt());
        List<List<Object>> orders = site.rows("select * from orders");
        List<List<Object>> doubts = site.rows("select * from doubt");

        for (Resolution late : List.of(
                new Resolution.Confirmed(3),
                ABSENT,
                new Resolution.Rejected(5),
                new Resolution.AskAgain(clock.instant().plusSeconds(1), 9, null, null),
                new Resolution.Unclear("?", "!", "[]"))) {
            Ledger.await(ledger.resolved(new DoubtFindings(
                    Draft.MAIN,
                    Map.of(first.doubts().get(0), late),
                    MarkerSeen.NOT_YET,
                    MarkerSeen.NOT_YET,
                    null,
                    null)));
            assertThat(site.rows("select * from orders")).as("%s", late).isEqualTo(orders);
            assertThat(site.rows("select * from doubt")).as("%s", late).isEqualTo(doubts);
        }
        assertThat(site.history(order)).hasSize(3);
    }

    @Test
    void a_verified_success_that_comes_late_ends_the_doubt() {
        String order = site.acceptOne(Draft.create("A"));
        LeasedOrder sent = site.sendOne();
        site.settle(sent, Verdicts.inDoubt());
        site.settle(sent, Verdicts.confirmed(8L));
        assertThat(site.state(order)).isEqualTo(State.CONFIRMED);
        assertThat(site.one("select count(*) from doubt")).isEqualTo(0);
    }

    @Test
    void questions_that_the_far_end_refuses_suspend_the_account() {
        Ledger.await(ledger.resolved(
                new DoubtFindings(Draft.MAIN, Map.of(), MarkerSeen.NOT_YET, MarkerSeen.NOT_YET, 8, "over the limit")));
        assertThat(Ledger.await(ledger.lease(Draft.MAIN, 1)).suspension())
                .isEqualTo(new Suspension(clock.instant().plus(Duration.ofHours(24)), 8, "over the limit"));
    }

    private FilingBatch filed() {
        try (FilingDesk desk = ledger.filingDesk()) {
            return desk.next(((Number) site.one("select max(id) from document")).longValue());
        }
    }
}
