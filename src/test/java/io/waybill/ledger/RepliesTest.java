package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources are told what became of their documents: when all is settled, whatever happens in between, and when it changes. */
class RepliesTest extends LedgerTestBase {
    private static final Act ANNA = new Act("anna", "the shop was closed");

    private ReplyDesk desk;

    @BeforeEach
    void sit() {
        desk = ledger.replyDesk("mail.shop");
    }

    @AfterEach
    void rise() {
        desk.close();
    }

    @Test
    void a_document_is_told_of_when_its_last_order_is_settled_and_not_before() {
        ask(Draft.create("A"), Draft.create("B"));
        List<LeasedOrder> sent = site.sendAll();
        site.settle(sent.get(0), Verdicts.confirmed(71L));
        assertThat(desk.next()).isNull();
        assertThat(desk.take(10)).isEmpty();

        site.settle(sent.get(1), Verdicts.rejected(604));
        assertThat(desk.next()).isEqualTo(Duration.ZERO);
        SourceReply reply = told();
        assertThat(reply.replyTo()).isEqualTo("anna@example.com");
        assertThat(reply.end()).isEqualTo(DocumentResult.End.READ);
        assertThat(reply.again()).isFalse();
        assertThat(reply.total()).isEqualTo(2);
        assertThat(reply.states()).containsExactlyInAnyOrderEntriesOf(Map.of(State.CONFIRMED, 1, State.REJECTED, 1));
        assertThat(reply.orders()).extracting(SettledOrder::ref).containsExactly("A", "B");
        assertThat(reply.orders()).extracting(SettledOrder::billId).containsExactly(71L, null);
        assertThat(reply.orders()).extracting(SettledOrder::errorCode).containsExactly(0, 604);
        assertThat(reply.orders()).extracting(SettledOrder::settledAt).doesNotContainNull();
        nothingDue();
    }

    @Test
    void a_document_that_did_not_ask_is_told_of_to_nobody() {
        site.ended(Draft.create("A"), Verdicts.confirmed(71L));
        assertThat(site.rows("select * from source_reply")).isEmpty();
        nothingDue();
    }

    @Test
    void another_route_is_not_given_it() {
        ask(Draft.create("A").invalid("bad"));
        try (ReplyDesk other = ledger.replyDesk("mail.other")) {
            assertThat(other.next()).isNull();
            assertThat(other.take(10)).isEmpty();
        }
        told();
    }

    @Test
    void documents_that_end_as_a_whole_are_told_of_at_once_and_why() {
        NewDocument unreadable = asking(site.document(false));
        Ledger.await(ledger.unreadable(unreadable, "it is a picture"));
        SourceReply reply = told();
        assertThat(reply.end()).isEqualTo(DocumentResult.End.UNREADABLE);
        assertThat(reply.reason()).isEqualTo("it is a picture");
        assertThat(reply.orders()).isEmpty();

        NewDocument first = site.document("first.jsonl", "same", false, false);
        Ledger.await(ledger.accept(first, LedgerSite.orders(first, 1, Draft.create("A")), true));
        site.end(Verdicts.confirmed(1L));
        NewDocument second = asking(site.document("second.jsonl", "same", false, false));
        Ledger.await(ledger.accept(second, LedgerSite.orders(second, 1, Draft.create("A")), true));
        reply = told();
        assertThat(reply.end()).isEqualTo(DocumentResult.End.DUPLICATE);
        assertThat(reply.reason()).contains("first.jsonl");

        NewDocument broken = asking(site.document(false));
        long id = Ledger.await(ledger.accept(broken, LedgerSite.orders(broken, 1, Draft.create("B")), false))
                .id();
        assertThat(desk.take(10)).isEmpty();
        Ledger.await(ledger.brokeOff(id, "it broke off"));
        reply = told();
        assertThat(reply.end()).isEqualTo(DocumentResult.End.BROKEN);
        assertThat(reply.reason()).isEqualTo("it broke off");
        assertThat(reply.states()).containsExactlyEntriesOf(Map.of(State.INVALID, 1));
        nothingDue();
    }

    @Test
    void a_document_of_no_or_only_invalid_orders_is_told_of_when_it_is_read() {
        ask();
        assertThat(told().total()).isZero();
        NewDocument many = asking(site.document(false));
        long id = Ledger.await(ledger.accept(
                        many, LedgerSite.orders(many, 1, Draft.create("A").invalid("bad")), false))
                .id();
        assertThat(desk.take(10)).isEmpty();
        Ledger.await(ledger.read(id));
        assertThat(told().states()).containsExactlyEntriesOf(Map.of(State.INVALID, 1));
    }

    @Test
    void a_document_that_changed_and_is_read_anew_is_told_of_once() {
        NewDocument document = asking(site.document(false));
        long id = Ledger.await(ledger.accept(document, LedgerSite.orders(document, 1, Draft.create("A")), false))
                .id();
        Ledger.await(ledger.forget(id));
        assertThat(site.rows("select * from source_reply")).isEmpty();
        Ledger.await(ledger.accept(
                document, LedgerSite.orders(document, 1, Draft.create("B").invalid("bad")), true));
        assertThat(told().orders()).extracting(SettledOrder::ref).containsExactly("B");
        nothingDue();
    }

    @Test
    void a_replay_is_told_of_when_it_is_settled() {
        String order = ask(Draft.create("A"));
        site.end(Verdicts.rejected(604));
        told();
        Ledger.await(ledger.replay(order, ANNA));
        nothingDue();
        site.end(Verdicts.confirmed(71L));
        SourceReply reply = told();
        assertThat(reply.again()).isTrue();
        assertThat(reply.orders()).extracting(SettledOrder::billId).containsExactly(71L);
        nothingDue();
    }

    @Test
    void an_outcome_that_changes_while_it_is_told_is_told_after_that() {
        String order = ask(Draft.create("A"));
        site.end(Verdicts.rejected(604));
        List<DueReply> due = desk.take(10);
        SourceReply old = desk.read(due.get(0));
        Ledger.await(ledger.discard(order, ANNA));
        assertThat(desk.take(10)).isEmpty();
        desk.told(old);
        assertThat(told().states()).containsExactlyEntriesOf(Map.of(State.DISCARDED, 1));
        nothingDue();
    }

    @Test
    void an_order_that_goes_on_before_it_could_be_told_is_told_of_when_it_is_settled() {
        String order = ask(Draft.create("A"));
        site.end(Verdicts.rejected(604));
        List<DueReply> due = desk.take(10);
        Ledger.await(ledger.replay(order, ANNA));
        assertThat(desk.read(due.get(0))).isNull();
        nothingDue();
        site.end(Verdicts.confirmed(71L));
        assertThat(told().orders()).extracting(SettledOrder::billId).containsExactly(71L);
        nothingDue();
    }

    @Test
    void what_failed_is_due_again_after_a_while_that_grows_and_outlives_a_restart() {
        ask(Draft.create("A").invalid("bad"));
        desk.failed(desk.take(10).get(0), "no connection");
        assertThat(desk.next()).isEqualTo(Duration.ofMillis(LedgerSite.DELAY_MILLIS));
        assertThat(desk.take(10)).isEmpty();
        clock.advance(Duration.ofMillis(LedgerSite.DELAY_MILLIS));
        desk.failed(desk.take(10).get(0), "no connection at all");
        assertThat(desk.next()).isEqualTo(Duration.ofMillis(2 * LedgerSite.DELAY_MILLIS));

        again();
        assertThat(desk.next()).isEqualTo(Duration.ofMillis(2 * LedgerSite.DELAY_MILLIS));
        Instant begin = clock.instant().minusMillis(LedgerSite.DELAY_MILLIS);
        try (LedgerView view = ledger.view()) {
            assertThat(view.overview(clock.instant(), 10).replies())
                    .containsExactly(new WaitingReplies(
                            "mail.shop",
                            1,
                            clock.instant().plusMillis(2 * LedgerSite.DELAY_MILLIS),
                            begin,
                            "no connection at all"));
            clock.advance(Duration.ofMillis(2 * LedgerSite.DELAY_MILLIS));
            told();
            assertThat(view.overview(clock.instant(), 10).replies()).isEmpty();
        }
        nothingDue();
    }

    @Test
    void a_clock_that_is_set_back_keeps_nobody_waiting() {
        ask(Draft.create("A").invalid("bad"));
        desk.failed(desk.take(10).get(0), "no connection");
        clock.advance(Duration.ofDays(-1));
        told();
    }

    @Test
    void what_was_being_told_when_the_process_ended_is_told_again() {
        ask(Draft.create("A").invalid("bad"));
        desk.read(desk.take(10).get(0));
        assertThat(desk.take(10)).isEmpty();
        desk.close();
        crash();
        sit();
        assertThat(told().again()).isFalse();
        nothingDue();
    }

    @Test
    void a_document_that_was_told_of_can_be_told_of_once_more() {
        NewDocument document = asking(site.document(false));
        Ledger.await(ledger.accept(document, LedgerSite.orders(document, 1, Draft.create("A")), true));
        Ledger.await(ledger.replyAgain(document.reference()));
        nothingDue();
        site.end(Verdicts.confirmed(71L));
        told();
        Ledger.await(ledger.replyAgain(document.reference()));
        assertThat(told().again()).isTrue();
        nothingDue();
    }

    @Test
    void of_thousands_of_orders_the_first_thousand_are_told_and_all_are_counted() {
        NewDocument document = asking(site.document(false));
        Draft[] drafts = new Draft[1100];
        for (int i = 0; i < drafts.length; i++) {
            drafts[i] = Draft.create("N" + i).invalid("bad");
        }
        Ledger.await(ledger.accept(document, LedgerSite.orders(document, 1, drafts), true));
        SourceReply reply = told();
        assertThat(reply.orders()).hasSize(1000);
        assertThat(reply.states()).containsExactlyEntriesOf(Map.of(State.INVALID, 1100));
        assertThat(reply.total()).isEqualTo(1100);
    }

    private void again() {
        desk.close();
        reopen();
        sit();
    }

    private void nothingDue() {
        assertThat(desk.next()).isNull();
        assertThat(desk.take(10)).isEmpty();
    }

    /** Tells the one document that is due. */
    private SourceReply told() {
        List<SourceReply> replies = new ArrayList<>();
        desk.take(10).forEach(due -> replies.add(desk.read(due)));
        assertThat(replies).hasSize(1).doesNotContainNull();
        desk.told(replies.get(0));
        return replies.get(0);
    }

    /** Accepts a document of these orders that asks; gives the public id of the first. */
    private String ask(Draft... drafts) {
        NewDocument document = asking(site.document(false));
        List<NewOrder> orders = LedgerSite.orders(document, 1, drafts);
        Ledger.await(ledger.accept(document, orders, true));
        return orders.isEmpty() ? null : orders.get(0).reference();
    }

    private static NewDocument asking(NewDocument document) {
        return LedgerSite.asking(document, "mail.shop");
    }
}
