package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How documents come in, are taken up again, repeat one another, and are forgotten. */
class DocumentTest extends LedgerTestBase {
    @Test
    void an_unknown_document_has_no_place() {
        assertThat(Ledger.await(ledger.place("NOBODY"))).isNull();
    }

    @Test
    void the_place_of_a_document_says_how_far_it_was_read() {
        NewDocument document = site.document(false);
        long id = Ledger.await(ledger.accept(document, LedgerSite.orders(document, 1, Draft.create("A")), false))
                .id();
        Ledger.await(ledger.accept(id, false, LedgerSite.orders(document, 2, Draft.create("B"), Draft.create("C"))));
        DocumentPlace place = Ledger.await(ledger.place(document.reference()));
        assertThat(place.id()).isEqualTo(id);
        assertThat(place.state()).isEqualTo(DocumentState.READING);
        assertThat(place.lastPosition()).isEqualTo(3);
        assertThat(place.contentHash()).isEqualTo(document.contentHash());
        assertThat(Ledger.await(ledger.reading())).containsExactly(document.reference());
    }

    @Test
    void a_reading_that_is_taken_up_again_accepts_each_order_once() {
        NewDocument document = site.document(false);
        Draft[] drafts = {Draft.create("A"), Draft.create(null), Draft.create("C"), Draft.create("D")};
        Ledger.await(ledger.accept(document, LedgerSite.orders(document, 1, drafts[0], drafts[1]), false));
        crash();
        Opened opened = Ledger.await(ledger.accept(document, LedgerSite.orders(document, 1, drafts), true));
        assertThat(opened.duplicateOf()).isNull();
        assertThat(opened.reading()).as("whether its end has still to be told").isTrue();
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 4L));
        assertThat(site.due()).isEmpty();
        Ledger.await(ledger.read(opened.id()));
        assertThat(site.due()).hasSize(4);
    }

    @Test
    void a_document_that_is_no_file_is_kept_with_its_orders_and_taken_once() {
        NewDocument document = site.document("a.json", "same", true, false);
        List<NewOrder> orders = LedgerSite.orders(document, 1, Draft.create("A"), Draft.create("B"), Draft.create("A"));
        DocumentResult taken = Ledger.await(ledger.acceptWhole(document, new byte[] {1, 2}, orders));
        assertThat(taken.orders())
                .extracting(OrderResult::state)
                .containsExactly(State.ACCEPTED, State.ACCEPTED, State.DUPLICATE);
        crash();
        assertThat(taken).isEqualTo(ledger.result(document.reference()));
        assertThat(Ledger.await(ledger.acceptWhole(document, new byte[] {3}, orders)))
                .as("the same document")
                .isNull();
        NewDocument repeats = site.document("b.json", "same", true, false);
        assertThat(Ledger.await(ledger.acceptWhole(
                        repeats, new byte[] {1, 2}, LedgerSite.orders(repeats, 1, Draft.create("C")))))
                .as("one of the same content")
                .isNull();
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 2L, State.DUPLICATE, 1L));
        assertThat(site.due()).hasSize(2);
        assertThat(((Number) site.one("select count(*) from document_body")).intValue())
                .isOne();
    }

    @Test
    void what_its_commit_tells_of_a_document_is_what_the_ledger_has() {
        List<List<Draft>> documents = List.of(
                List.of(Draft.create("A"), Draft.create("B")),
                List.of(Draft.create("C"), Draft.delete("A"), Draft.delete("C")),
                List.of(Draft.delete("never seen")),
                List.of(Draft.delete("D"), Draft.create("D")),
                List.of(Draft.create("C")));
        for (int i = 0; i < documents.size(); i++) {
            NewDocument document = site.document(i + ".json", "content " + i, true, false);
            List<NewOrder> orders =
                    LedgerSite.orders(document, 1, documents.get(i).toArray(Draft[]::new));
            DocumentResult told = Ledger.await(ledger.acceptWhole(document, new byte[] {1}, orders));
            assertThat(told).isEqualTo(ledger.result(document.reference()));
        }
    }

    @Test
    void a_reading_is_taken_up_again_batch_by_batch() {
        NewDocument document = site.document(false);
        Ledger.await(
                ledger.accept(document, LedgerSite.orders(document, 1, Draft.create("A"), Draft.create("B")), false));
        crash();
        long id = Ledger.await(ledger.accept(
                        document,
                        LedgerSite.orders(document, 1, Draft.create("A"), Draft.create("B"), Draft.create("C")),
                        false))
                .id();
        Ledger.await(ledger.accept(id, false, LedgerSite.orders(document, 4, Draft.create("D"))));
        Ledger.await(ledger.read(id));
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 4L));
    }

    @Test
    void a_document_like_one_that_went_well_is_named_and_leaves_no_order() {
        NewDocument first = site.document("a.csv", "same", false, false);
        Ledger.await(ledger.accept(first, LedgerSite.orders(first, 1, Draft.create("A")), true));
        NewDocument again = site.document("b.csv", "same", false, false);
        Opened opened = Ledger.await(ledger.accept(again, LedgerSite.orders(again, 1, Draft.create("A")), true));
        assertThat(opened.duplicateOf()).isEqualTo("a.csv");
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 1L));
        assertThat(Ledger.await(ledger.place(again.reference())).state()).isEqualTo(DocumentState.DUPLICATE);
    }

    @Test
    void a_large_document_that_repeats_another_is_found_out_with_its_first_orders() {
        NewDocument first = site.document("a.csv", "same", false, false);
        Ledger.await(ledger.accept(first, LedgerSite.orders(first, 1, Draft.create("A")), true));
        NewDocument again = site.document("b.csv", "same", true, false);
        Opened opened = Ledger.await(ledger.accept(again, LedgerSite.orders(again, 1, Draft.create("X")), false));
        assertThat(opened.duplicateOf()).isEqualTo("a.csv");
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 1L));
    }

    @Test
    void a_document_like_one_of_which_an_order_failed_is_read() {
        NewDocument first = site.document("a.csv", "same", false, false);
        Ledger.await(ledger.accept(first, LedgerSite.orders(first, 1, Draft.create("A"), Draft.create("B")), true));
        List<LeasedOrder> sent = site.sendAll();
        site.settle(sent.get(0), Verdicts.confirmed(1L));
        site.settle(sent.get(1), Verdicts.rejected(604));
        NewDocument again = site.document("b.csv", "same", false, false);
        List<NewOrder> orders = LedgerSite.orders(again, 1, Draft.create("A"), Draft.create("B"));
        assertThat(Ledger.await(ledger.accept(again, orders, true)).duplicateOf())
                .isNull();
        assertThat(orders)
                .extracting(order -> site.state(order.reference()))
                .containsExactly(State.DUPLICATE, State.ACCEPTED);
    }

    @Test
    void only_a_document_that_was_read_can_be_repeated() {
        NewDocument broken = site.document("a.csv", "same", false, false);
        long id = Ledger.await(ledger.accept(broken, List.of(), false)).id();
        Ledger.await(ledger.brokeOff(id, "broke off"));
        NewDocument unreadable = site.document("b.csv", "same", false, false);
        Ledger.await(ledger.unreadable(unreadable, "no orders"));
        NewDocument again = site.document("c.csv", "same", false, false);
        assertThat(Ledger.await(ledger.accept(again, LedgerSite.orders(again, 1, Draft.create("A")), true))
                        .duplicateOf())
                .isNull();
    }

    @Test
    void a_standing_order_may_repeat_itself() {
        NewDocument first = site.document("a.csv", "same", false, true);
        Ledger.await(ledger.accept(first, List.of(Draft.create(null).at(first.reference(), 1)), true));
        NewDocument again = site.document("a.csv", "same", false, true);
        Ledger.await(ledger.accept(again, List.of(Draft.create(null).at(again.reference(), 1)), true));
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 2L));
    }

    @Test
    void the_name_under_which_a_document_is_filed_is_its_own_on_that_day() {
        NewDocument first = site.document("a.csv", "one", false, false);
        NewDocument second = site.document("a.csv", "two", false, false);
        Ledger.await(ledger.accept(first, LedgerSite.orders(first, 1, Draft.create("A")), true));
        Ledger.await(ledger.accept(second, LedgerSite.orders(second, 1, Draft.create("B")), true));
        assertThat(site.rows("select stem from document order by id"))
                .containsExactly(List.of("a.csv"), List.of("a.csv-" + second.reference()));
        clock.advance(java.time.Duration.ofDays(1));
        NewDocument nextDay = site.document("a.csv", "three", false, false);
        Ledger.await(ledger.accept(nextDay, LedgerSite.orders(nextDay, 1, Draft.create("C")), true));
        assertThat(site.one("select stem from document where reference = ?", nextDay.reference()))
                .isEqualTo("a.csv");
    }

    @Test
    void an_unreadable_document_is_noted_once() {
        NewDocument document = site.document(false);
        Ledger.await(ledger.unreadable(document, "no orders"));
        assertThat(Ledger.await(ledger.place(document.reference())).state()).isEqualTo(DocumentState.UNREADABLE);
        assertThatThrownBy(() -> Ledger.await(ledger.unreadable(document, "no orders")))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(document.reference());
    }

    @Test
    void whether_a_document_is_filed_as_lines_depends_on_how_many_orders_it_has() {
        site.accept(Draft.create("A"));
        site.accept(Draft.create("B"), Draft.create("C"));
        NewDocument open = site.document(false);
        Ledger.await(ledger.accept(open, LedgerSite.orders(open, 1, Draft.create("D")), false));
        assertThat(site.rows("select lines from document order by id"))
                .containsExactly(List.of(0), List.of(1), List.of(1));
    }

    // ---- judging at the end

    @Test
    void orders_of_a_document_that_is_still_being_read_stand_in_nobodys_way() {
        NewDocument document = site.document(false);
        long id = open(document, Draft.create("A"), Draft.create("B"));
        String meanwhile = site.acceptOne(Draft.create("A"));
        assertThat(site.state(meanwhile)).isEqualTo(State.ACCEPTED);
        Ledger.await(ledger.read(id));
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, 2L, State.DUPLICATE, 1L));
        assertThat(site.state(meanwhile)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void orders_are_judged_in_the_order_of_their_document_when_it_has_been_read() {
        NewDocument document = site.document(false);
        List<NewOrder> orders = LedgerSite.orders(
                document,
                1,
                Draft.create("A"),
                Draft.create("A"),
                Draft.create("A").with("x", "y"),
                Draft.delete("A"),
                Draft.create("A"),
                Draft.delete("unknown"),
                Draft.create("bad").invalid("a fault"),
                Draft.delete("bad"),
                Draft.deleteInvoice(5));
        Ledger.await(ledger.accept(document, orders, false));
        Ledger.await(
                ledger.read(Ledger.await(ledger.place(document.reference())).id()));
        assertThat(orders)
                .extracting(order -> site.state(order.reference()))
                .containsExactly(
                        State.ACCEPTED,
                        State.DUPLICATE,
                        State.CONFLICT,
                        State.ACCEPTED,
                        State.ACCEPTED,
                        State.ACCEPTED,
                        State.INVALID,
                        State.UNDELIVERED,
                        State.ACCEPTED);
        assertThat(site.due())
                .containsExactly(orders.get(0).reference(), orders.get(8).reference());
        assertThat(site.rows("select open, failed, settled_seq, last_position from document"))
                .containsExactly(List.of(5, 3, 4, 9));
        assertThat(site.rows("select * from staged")).isEmpty();
    }

    @Test
    void a_fault_of_the_order_itself_is_still_told_at_a_broken_end() {
        NewDocument document = site.document(false);
        List<NewOrder> orders =
                LedgerSite.orders(document, 1, Draft.create("A").invalid("bill_email: bad"), Draft.create("B"));
        Ledger.await(ledger.accept(document, orders, false));
        Ledger.await(
                ledger.brokeOff(Ledger.await(ledger.place(document.reference())).id(), "broke off"));
        assertThat(site.reason(orders.get(0).reference())).contains("bill_email: bad", "broke off");
        assertThat(site.reason(orders.get(1).reference())).isEqualTo("broke off");
        assertThat(site.rows("select * from staged")).isEmpty();
    }

    @Test
    void a_crash_at_any_moment_of_the_judging_loses_and_doubles_nothing() {
        int count = 3500;
        NewDocument document = site.document(false);
        Draft[] drafts = new Draft[count];
        for (int i = 0; i < count; i++) {
            drafts[i] = Draft.create("N" + i);
        }
        long id = open(document, drafts);
        var read = ledger.read(id);
        int crashes = 0;
        while (!read.isDone() || crashes == 0) {
            try (LedgerSite after = site.crashed(folder.resolve("moment-" + crashes++))) {
                DocumentPlace place = Ledger.await(after.ledger().place(document.reference()));
                assertThat(place.lastPosition()).isEqualTo(count);
                if (place.state() == DocumentState.READING) {
                    assertThat(after.lease(10)).isEmpty();
                    Ledger.await(after.ledger().read(place.id()));
                }
                assertThat(Ledger.await(after.ledger().counts())).isEqualTo(Map.of(State.ACCEPTED, (long) count));
                assertThat(after.lease(count * 2)).hasSize(count);
            }
        }
        Ledger.await(read);
        assertThat(Ledger.await(ledger.counts())).isEqualTo(Map.of(State.ACCEPTED, (long) count));
    }

    // ---- forgetting

    @Test
    void a_forgotten_document_leaves_nothing() {
        site.accept(Draft.create("before"));
        var before = site.everything();
        NewDocument document = site.document(false);
        long id = open(
                document,
                Draft.create("A"),
                Draft.create(null),
                Draft.delete("A"),
                Draft.create("A"),
                Draft.create("x").invalid("bad"));
        Ledger.await(ledger.forget(id));
        assertThat(site.everything()).isEqualTo(before);
        List<String> again = site.accept(Draft.create("A"), Draft.delete("A"));
        assertThat(again).extracting(site::state).containsOnly(State.ACCEPTED);
    }

    @Test
    void a_forgotten_delete_leaves_its_create_as_it_was() {
        site.ended(Draft.create("A"), Verdicts.confirmed(1L));
        var before = site.everything();
        NewDocument document = site.document(false);
        Ledger.await(ledger.forget(open(document, Draft.delete("A"))));
        assertThat(site.everything()).isEqualTo(before);
    }

    @Test
    void a_forgotten_order_gives_back_the_place_that_it_took() {
        site.ended(Draft.create("A"), Verdicts.rejected(604));
        var before = site.everything();
        NewDocument document = site.document(false);
        Ledger.await(ledger.forget(open(document, Draft.create("A"))));
        assertThat(site.everything()).isEqualTo(before);
    }

    @Test
    void a_create_that_stands_behind_a_forgotten_delete_is_not_sent_twice() {
        String sent = site.ended(Draft.create("A"), Verdicts.confirmed(1L));
        NewDocument document = site.document(false);
        Ledger.await(ledger.forget(open(document, Draft.delete("A"), Draft.create("A"))));
        assertThat(site.state(sent)).isEqualTo(State.CONFIRMED);
        String again = site.acceptOne(Draft.create("A"));
        assertThat(site.state(again)).isEqualTo(State.DUPLICATE);
    }

    @Test
    void an_order_that_waits_for_a_forgotten_create_waits_for_the_next_one() {
        String waiting = site.acceptOne(Draft.delete("A"));
        var before = site.everything();
        NewDocument document = site.document(false);
        Ledger.await(ledger.forget(open(document, Draft.create("A"))));
        assertThat(site.everything()).isEqualTo(before);
        site.ended(Draft.create("A"), Verdicts.confirmed(4L));
        assertThat(site.due()).containsExactly(waiting);
    }

    @Test
    void an_order_that_came_behind_a_create_that_is_forgotten_then_does_not_wait_for_ever() {
        NewDocument document = site.document(false);
        long id = open(document, Draft.create("A"));
        String behind = site.acceptOne(Draft.delete("A"));
        Ledger.await(ledger.forget(id));
        site.ended(Draft.create("A"), Verdicts.confirmed(4L));
        assertThat(site.due()).containsExactly(behind);
    }

    @Test
    void an_order_that_waited_for_a_forgotten_create_never_deletes_the_invoice_of_another_order() {
        String waiting = site.acceptOne(Draft.delete("A"));
        NewDocument document = site.document(false);
        Ledger.await(ledger.forget(open(document, Draft.create("A"))));
        reopen();
        site.ended(Draft.create("other"), Verdicts.confirmed(666L));
        assertThat(site.due()).doesNotContain(waiting);
    }

    private long open(NewDocument document, Draft... drafts) {
        return Ledger.await(ledger.accept(document, LedgerSite.orders(document, 1, drafts), false))
                .id();
    }
}
