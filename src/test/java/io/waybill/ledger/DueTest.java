package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.AccountKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When an order is due, and whose turn it is. */
class DueTest extends LedgerTestBase {
    private static final AccountKey OTHER = new AccountKey("other", true);

    @Test
    void nothing_of_a_document_is_due_before_it_has_been_read() {
        NewDocument document = site.document(false);
        long id = open(document, Draft.create("A"), Draft.create("B"));
        assertThat(site.due()).isEmpty();
        Ledger.await(ledger.accept(id, false, LedgerSite.orders(document, 3, Draft.create("C"))));
        assertThat(site.due()).isEmpty();
        Ledger.await(ledger.read(id));
        assertThat(refsDue()).containsExactly("A", "B", "C");
    }

    @Test
    void orders_of_a_document_that_is_known_to_be_whole_are_due_at_once_but_for_those_held() {
        NewDocument document = site.document(true);
        long id = open(
                document,
                Draft.create("A"),
                Draft.create(null),
                Draft.create("B"),
                Draft.create("last").held());
        assertThat(refsDue()).containsExactly("A", "B");
        Ledger.await(ledger.read(id));
        assertThat(refsDue()).containsExactlyInAnyOrder("A", null, "B", "last");
    }

    @Test
    void a_held_order_that_waits_for_its_create_is_due_when_both_are_over() {
        NewDocument document = site.document(true);
        long id = open(document, Draft.create("A"), Draft.delete("A").held());
        site.settle(site.sendOne(), Verdicts.confirmed(5L));
        assertThat(site.due()).isEmpty();
        Ledger.await(ledger.read(id));
        assertThat(site.sendOne().order().query()).isEqualTo("bill_id=5");
    }

    @Test
    void what_was_to_be_tried_again_does_not_wait_for_a_clock_that_was_set_back() {
        String order = site.acceptOne(Draft.create("A"));
        site.settle(site.sendOne(), Verdicts.unsent());
        clock.advance(Duration.ofMillis(-1));
        assertThat(site.due()).isEmpty();
        clock.advance(Duration.ofDays(-3));
        assertThat(site.due()).containsExactly(order);
    }

    @Test
    void a_document_of_one_commit_is_due_as_a_whole() {
        NewDocument document = site.document(true);
        Ledger.await(ledger.accept(
                document,
                LedgerSite.orders(
                        document, 1, Draft.create("A"), Draft.create("B").held()),
                true));
        assertThat(refsDue()).containsExactly("A", "B");
    }

    @Test
    void a_document_without_orders_is_read_and_gives_nothing() {
        NewDocument document = site.document(false);
        Ledger.await(ledger.accept(document, List.of(), true));
        assertThat(Ledger.await(ledger.place(document.reference())).state()).isEqualTo(DocumentState.READ);
        assertThat(site.due()).isEmpty();
    }

    @Test
    void at_a_broken_end_the_orders_of_the_document_become_invalid() {
        NewDocument document = site.document(false);
        long id = open(document, Draft.create("A"), Draft.delete("A"), Draft.delete("unknown"), Draft.create(null));
        Ledger.await(ledger.brokeOff(id, "document broke off"));
        assertThat(site.due()).isEmpty();
        assertThat(Ledger.await(ledger.counts()).get(State.ACCEPTED)).isNull();
        assertThat(
                        site.rows(
                                "select distinct u.reason from orders o join outcome u on u.order_id = o.id where o.operation = 0"))
                .containsExactly(List.of("document broke off"));
        assertThat(site.rows("select open, failed, settled_seq from document")).containsExactly(List.of(0, 4, 4));
        assertThat(Ledger.await(ledger.place(document.reference())).state()).isEqualTo(DocumentState.BROKEN);
    }

    @Test
    void at_a_broken_end_orders_that_were_due_already_stay_so() {
        NewDocument document = site.document(true);
        long id = open(
                document,
                Draft.create("sent"),
                Draft.create("due"),
                Draft.create(null),
                Draft.create("last").held());
        LeasedOrder sent = site.lease(1).get(0);
        Ledger.await(ledger.brokeOff(id, "document broke off"));
        assertThat(refsDue()).containsExactly("due");
        site.settle(sent, Verdicts.confirmed(1L));
        assertThat(Ledger.await(ledger.counts()))
                .containsEntry(State.INVALID, 2L)
                .containsEntry(State.ACCEPTED, 1L)
                .containsEntry(State.CONFIRMED, 1L);
    }

    @Test
    void what_broke_off_can_be_dropped_again_as_a_whole() {
        NewDocument document = site.document(false);
        long id = open(document, Draft.create("A"), Draft.delete("A"));
        Ledger.await(ledger.brokeOff(id, "document broke off"));
        List<String> again = site.accept(Draft.create("A"), Draft.delete("A"));
        assertThat(again).extracting(site::state).containsOnly(State.ACCEPTED);
        site.settle(site.sendOne(), Verdicts.confirmed(1L));
        assertThat(site.due()).containsExactly(again.get(1));
    }

    @Test
    void the_oldest_order_of_a_document_is_first() {
        site.accept(Draft.create("A"), Draft.create("B"), Draft.create("C"));
        assertThat(site.lease(2)).extracting(it -> it.order().ref()).containsExactly("A", "B");
        assertThat(site.lease(2)).extracting(it -> it.order().ref()).containsExactly("C");
    }

    @Test
    void a_document_of_one_order_overtakes_one_of_ten_thousand() {
        site.accept(many("big", 10_000));
        site.lease(100);
        String small = site.acceptOne(Draft.create("small"));
        assertThat(site.lease(100)).extracting(it -> it.order().reference()).contains(small);
    }

    @Test
    void large_documents_have_their_turn_one_after_the_other() {
        site.accept(many("a", 500));
        site.accept(many("b", 500));
        site.accept(many("c", 500));
        Set<Long> documents = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            site.lease(64).forEach(order -> documents.add(order.documentId()));
        }
        assertThat(documents).hasSize(3);
    }

    @Test
    void a_lease_takes_all_that_is_due_if_it_may() {
        site.accept(many("a", 500));
        site.accept(many("b", 300));
        site.accept(many("c", 1));
        assertThat(site.lease(10_000)).hasSize(801);
    }

    @Test
    void every_order_is_leased_exactly_once() {
        site.accept(many("a", 150));
        site.accept(many("b", 10));
        site.accept(many("c", 70));
        List<String> leased = new ArrayList<>();
        List<LeasedOrder> some = site.lease(33);
        while (!some.isEmpty()) {
            some.forEach(order -> leased.add(order.order().ref()));
            some = site.lease(33);
        }
        assertThat(leased).hasSize(230).doesNotHaveDuplicates();
    }

    @Test
    void accounts_have_queues_of_their_own() {
        site.accept(many("main", 1000));
        String other = site.acceptOne(Draft.create("x").on(OTHER));
        List<LeasedOrder> leased = site.lease(OTHER, 1000);
        assertThat(leased).extracting(it -> it.order().reference()).containsExactly(other);
        assertThat(leased.get(0).order().account()).isEqualTo(OTHER);
        assertThat(site.lease(1000)).hasSize(1000);
    }

    @Test
    void orders_of_two_accounts_in_one_document_go_to_either() {
        site.accept(Draft.create("A"), Draft.create("A").on(OTHER), Draft.create("B"));
        assertThat(site.lease(10)).hasSize(2);
        assertThat(site.lease(OTHER, 10)).hasSize(1);
    }

    @Test
    void an_unsent_order_waits_for_its_next_attempt() {
        String order = site.acceptOne(Draft.create("A"));
        site.settle(site.sendOne(), Verdicts.unsent());
        assertThat(site.state(order)).isEqualTo(State.ACCEPTED);
        assertThat(site.due()).isEmpty();
        clock.advance(Duration.ofMillis(LedgerSite.DELAY_MILLIS - 1));
        assertThat(site.due()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        site.settle(site.sendOne(), Verdicts.unsent());
        clock.advance(Duration.ofMillis(LedgerSite.DELAY_MILLIS));
        assertThat(site.due()).as("the second wait is longer").isEmpty();
        clock.advance(Duration.ofMillis(LedgerSite.DELAY_MILLIS));
        assertThat(site.sendOne().order().attempt()).isEqualTo(3);
        assertThat(site.history(order)).hasSize(2).allMatch(it -> it.equals("tried in vain: no connection"));
    }

    @Test
    void the_wait_survives_a_restart() {
        site.acceptOne(Draft.create("A"));
        site.settle(site.sendOne(), Verdicts.unsent());
        reopen();
        assertThat(site.due()).isEmpty();
        clock.advance(Duration.ofMillis(LedgerSite.DELAY_MILLIS));
        assertThat(site.sendOne().order().attempt()).isEqualTo(2);
    }

    @Test
    void listeners_are_told_when_an_unsent_order_is_due_again() {
        List<Long> told = new java.util.concurrent.CopyOnWriteArrayList<>();
        ledger.signals().add(new LedgerSignals.Listener() {
            @Override
            public void dueIn(AccountKey account, long millis) {
                told.add(millis);
            }
        });
        site.acceptOne(Draft.create("A"));
        site.settle(site.sendOne(), Verdicts.unsent());
        org.awaitility.Awaitility.await().until(() -> !told.isEmpty());
        assertThat(told).containsExactly(LedgerSite.DELAY_MILLIS);
    }

    private long open(NewDocument document, Draft... drafts) {
        return Ledger.await(ledger.accept(document, LedgerSite.orders(document, 1, drafts), false))
                .id();
    }

    private List<String> refsDue() {
        List<LeasedOrder> leased = site.lease(1000);
        Ledger.await(ledger.giveBack(leased));
        return leased.stream().map(order -> order.order().ref()).toList();
    }

    private static Draft[] many(String name, int count) {
        Draft[] drafts = new Draft[count];
        for (int i = 0; i < count; i++) {
            drafts[i] = Draft.create(name + "-" + i);
        }
        return drafts;
    }
}
