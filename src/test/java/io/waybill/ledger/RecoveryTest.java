package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a start makes of a process that ended at any moment. */
class RecoveryTest extends LedgerTestBase {
    @Test
    void each_state_has_its_way_out_of_a_crash() {
        String confirmed = site.ended(Draft.create("confirmed"), Verdicts.confirmed(1L));
        String rejected = site.ended(Draft.create("rejected"), Verdicts.rejected(604));
        String doubt = site.ended(Draft.create("doubt"), Verdicts.inDoubt());
        String sending = site.acceptOne(Draft.create("sending"));
        site.sendOne();
        String accepted = site.acceptOne(Draft.create("accepted"));

        crash();

        assertThat(site.state(confirmed)).isEqualTo(State.CONFIRMED);
        assertThat(site.state(rejected)).isEqualTo(State.REJECTED);
        assertThat(site.state(doubt)).isEqualTo(State.IN_DOUBT);
        assertThat(site.state(sending)).isEqualTo(State.IN_DOUBT);
        assertThat(site.state(accepted)).isEqualTo(State.ACCEPTED);
        assertThat(site.due()).containsExactly(accepted);
        assertThat(site.reason(sending)).contains("stopped while this order was being sent");
        assertThat(site.history(sending)).hasSize(1).allMatch(it -> it.startsWith("in doubt: "));
    }

    @Test
    void an_order_that_was_being_sent_is_never_sent_again_by_itself() {
        site.acceptOne(Draft.create("A"));
        site.sendOne();
        for (int i = 0; i < 3; i++) {
            crash();
            clock.advance(java.time.Duration.ofDays(1));
            assertThat(site.due()).isEmpty();
        }
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.IN_DOUBT, 1L));
    }

    @Test
    void a_deletion_that_was_being_sent_is_repeated() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String delete = site.acceptOne(Draft.delete("A"));
        site.sendOne();
        crash();
        assertThat(site.history(delete)).hasSize(1).allMatch(it -> it.startsWith("repeated: "));
        LeasedOrder again = site.sendOne();
        assertThat(again.order().reference()).isEqualTo(delete);
        assertThat(again.order().attempt()).isEqualTo(2);
    }

    @Test
    void a_stop_recovers_like_a_crash() {
        String sending = site.acceptOne(Draft.create("A"));
        site.sendOne();
        reopen();
        assertThat(site.state(sending)).isEqualTo(State.IN_DOUBT);
    }

    @Test
    void the_counters_of_the_documents_are_right() {
        site.accept(
                Draft.create("A"),
                Draft.create("B"),
                Draft.create("C"),
                Draft.create("D").invalid("bad"));
        List<LeasedOrder> sent = site.lease(2);
        site.settle(sent.get(0), Verdicts.confirmed(1L));
        crash();
        assertThat(site.rows("select open, failed, settled_seq, last_position from document"))
                .containsExactly(List.of(2, 1, 2, 4));
        try (FilingDesk desk = ledger.filingDesk()) {
            long document = ((Number) site.one("select id from document")).longValue();
            assertThat(desk.next(document).orders())
                    .extracting(SettledOrder::ref)
                    .containsExactly("D", "A");
        }
        site.settle(site.sendOne(), Verdicts.confirmed(3L));
        assertThat(site.rows("select open, failed, settled_seq from document")).containsExactly(List.of(1, 1, 3));
    }

    @Test
    void orders_of_an_early_document_that_is_still_being_read_recover_too() {
        NewDocument document = site.document(true);
        List<NewOrder> orders = LedgerSite.orders(
                document,
                1,
                Draft.create("sending"),
                Draft.create("due"),
                Draft.create("held").held());
        Ledger.await(ledger.accept(document, orders, false));
        site.lease(1);
        crash();
        assertThat(orders)
                .extracting(order -> site.state(order.reference()))
                .containsExactly(State.IN_DOUBT, State.ACCEPTED, State.ACCEPTED);
        assertThat(site.due()).containsExactly(orders.get(1).reference());
        assertThat(Ledger.await(ledger.reading())).containsExactly(document.reference());
    }

    @Test
    void orders_behind_one_that_was_being_sent_keep_waiting() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        site.sendOne();
        crash();
        assertThat(site.state(orders.get(1))).isEqualTo(State.ACCEPTED);
        assertThat(site.due()).isEmpty();
    }

    @Test
    void what_was_not_committed_when_the_process_ended_is_simply_not_there() {
        site.accept(Draft.create("A"));
        LedgerSite before = site;
        crash();
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 1L));
        assertThat(before).isNotSameAs(site);
    }

    @Test
    void numbers_go_on_where_they_stood() {
        site.accept(Draft.create("A"), Draft.create("B"));
        crash();
        site.accept(Draft.create("C"));
        assertThat(site.rows("select id, document_id from orders order by id"))
                .containsExactly(List.of(1, 1), List.of(2, 1), List.of(3, 2));
    }

    @Test
    void a_second_attempt_that_a_crash_cut_off_is_in_doubt_too() {
        String order = site.acceptOne(Draft.create("A"));
        site.settle(site.sendOne(), Verdicts.unsent());
        clock.advance(java.time.Duration.ofMinutes(1));
        LeasedOrder second = site.sendOne();
        crash();
        assertThat(site.state(order)).isEqualTo(State.IN_DOUBT);
        assertThat(second.order().attempt()).isEqualTo(2);
        assertThat(site.one("select attempt from orders")).isEqualTo(2);
    }
}
