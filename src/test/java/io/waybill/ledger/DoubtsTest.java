package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.AccountKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Orders in doubt: what is kept of them, when they are asked about, and which of it survives what. */
class DoubtsTest extends LedgerTestBase {
    private static final Duration CALL = Duration.ofSeconds(30);

    @Test
    void a_doubt_is_due_at_once_and_knows_when_its_attempt_began_and_ended() {
        Instant begun = clock.instant();
        String order = doubt("A");

        OpenDoubt doubt = due().doubts().get(0);
        assertThat(doubt.reference()).isEqualTo(order);
        assertThat(doubt.attempt()).isEqualTo(1);
        assertThat(doubt.query()).isEqualTo("bill_email=anna@example.com");
        assertThat(doubt.sentAt()).isEqualTo(begun);
        assertThat(doubt.endedAt()).isEqualTo(begun.plus(CALL));
        assertThat(List.of(doubt.numberDeleted(), doubt.asked())).containsExactly(false, 0);
        assertThat(doubt.existing()).isNull();
        assertThat(doubt.claimedCode()).isNull();
    }

    @Test
    void an_order_in_doubt_is_not_settled_and_its_document_stays_open() {
        site.accept(Draft.create("A"), Draft.create("B"));
        List<LeasedOrder> sent = site.sendAll();
        site.settle(sent.get(0), Verdicts.inDoubt());
        site.settle(sent.get(1), Verdicts.confirmed(2L));

        assertThat(site.rows("select open, failed, settled_seq from document")).containsExactly(List.of(1, 0, 1));
        assertThat(site.one("select settled_at from orders where state = 3")).isNull();
        try (FilingDesk desk = ledger.filingDesk()) {
            FilingBatch batch = desk.next(((Number) site.one("select id from document")).longValue());
            assertThat(batch.orders()).extracting(SettledOrder::ref).containsExactly("B");
            assertThat(batch.complete()).isFalse();
        }
    }

    @Test
    void what_is_not_due_yet_says_when_it_is() {
        doubt("A");
        Instant at = clock.instant().plusSeconds(7);
        site.resolve(new Resolution.AskAgain(at, 1, null, null));
        assertThat(due().doubts()).isEmpty();
        assertThat(due().next()).isEqualTo(at);
        clock.advance(Duration.ofSeconds(7));
        assertThat(due().doubts()).hasSize(1);
    }

    @Test
    void those_that_have_waited_longest_come_first_and_no_more_than_asked_for() {
        site.accept(Draft.create("A"), Draft.create("B"), Draft.create("C"));
        List<LeasedOrder> sent = site.sendAll();
        for (int i : new int[] {2, 0, 1}) {
            site.settle(sent.get(i), Verdicts.inDoubt());
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(Ledger.await(ledger.doubts(Draft.MAIN, 2)).doubts())
                .extracting(OpenDoubt::reference)
                .containsExactly(
                        sent.get(2).order().reference(), sent.get(0).order().reference());
    }

    @Test
    void what_was_seen_so_far_is_kept_and_only_the_first_absence_is_a_step_worth_telling() {
        String order = doubt("A");
        Instant now = clock.instant();
        site.resolve(new Resolution.AskAgain(now, 1, now.minusSeconds(9), null));
        site.resolve(new Resolution.AskAgain(now, 2, null, now.minusSeconds(5)));
        site.resolve(new Resolution.AskAgain(now, 3, null, now.minusSeconds(4)));

        OpenDoubt doubt = due().doubts().get(0);
        assertThat(doubt.asked()).isEqualTo(3);
        assertThat(doubt.fruitlessSince()).isNull();
        assertThat(doubt.absentAt()).isEqualTo(now.minusSeconds(4));
        assertThat(site.history(order)).hasSize(2);
        assertThat(site.history(order).get(1)).startsWith("asked: the far end does not show the order so far");
    }

    @Test
    void a_start_asks_anew_and_takes_the_attempt_to_have_ended_only_then() {
        doubt("A");
        Instant now = clock.instant();
        site.resolve(new Resolution.AskAgain(now.plusSeconds(60), 4, now, now));
        // the clock is set back while nobody runs
        clock.advance(Duration.ofHours(-3));
        crash();

        OpenDoubt doubt = due().doubts().get(0);
        assertThat(doubt.sentAt()).isEqualTo(clock.instant());
        assertThat(doubt.endedAt()).isEqualTo(clock.instant());
        assertThat(doubt.absentAt()).isNull();
        assertThat(doubt.fruitlessSince()).isNull();
    }

    @Test
    void a_crash_knows_when_the_attempt_began() {
        site.acceptOne(Draft.create("A"));
        Instant begun = clock.instant();
        site.sendOne();
        clock.advance(Duration.ofHours(1));
        crash();
        assertThat(due().doubts()).singleElement().satisfies(doubt -> {
            assertThat(doubt.sentAt()).isEqualTo(begun);
            assertThat(doubt.endedAt()).isEqualTo(begun.plus(Duration.ofHours(1)));
        });
    }

    @Test
    void a_doubt_does_not_wait_for_a_clock_that_was_set_back_when_nobody_noticed() {
        doubt("A");
        Instant now = clock.instant();
        site.resolve(new Resolution.AskAgain(now.plusSeconds(60), 4, now, now));
        clock.advance(Duration.ofDays(-3));

        assertThat(due().doubts()).singleElement().satisfies(doubt -> {
            assertThat(doubt.sentAt()).isEqualTo(clock.instant());
            assertThat(doubt.endedAt()).isEqualTo(clock.instant());
            assertThat(doubt.absentAt()).isNull();
        });
    }

    @Test
    void an_answer_that_was_asked_for_before_the_clock_was_set_is_void() {
        String order = doubt("A");
        DoubtBatch before = due();
        clock.advance(Duration.ofHours(5));
        Ledger.await(ledger.clockJumped(Draft.MAIN));
        resolve(before, new Resolution.AskAgain(clock.instant().plusSeconds(99), 1, null, clock.instant()));

        assertThat(due().doubts()).singleElement().satisfies(doubt -> {
            assertThat(doubt.reference()).isEqualTo(order);
            assertThat(doubt.endedAt()).isEqualTo(clock.instant());
            assertThat(doubt.absentAt()).isNull();
        });
    }

    @Test
    void a_delete_of_an_unknown_number_after_the_send_is_remembered_by_running_attempts_and_by_doubts() {
        doubt("A");
        site.accept(Draft.create("B"));
        LeasedOrder running = site.sendOne();
        site.acceptOne(Draft.deleteInvoice(99));
        site.settle(site.sendOne(), Verdicts.confirmed(null));
        site.settle(running, Verdicts.inDoubt());
        clock.advance(Duration.ofSeconds(1));
        doubt("C");

        assertThat(due().doubts()).extracting(OpenDoubt::numberDeleted).containsExactly(true, true, false);
    }

    @Test
    void a_delete_of_an_order_that_we_know_concerns_no_doubt() {
        site.ended(Draft.create("Z"), Verdicts.confirmed(7L));
        doubt("A");
        site.acceptOne(Draft.deleteInvoice(7));
        site.settle(site.sendOne(), Verdicts.confirmed(null));
        site.ended(Draft.create("Y"), Verdicts.confirmed(8L));
        site.ended(Draft.delete("Y"), Verdicts.confirmed(null));
        assertThat(due().doubts()).extracting(OpenDoubt::numberDeleted).containsExactly(false);
    }

    @Test
    void where_the_clock_was_set_back_during_the_call_any_such_delete_counts() {
        site.acceptOne(Draft.deleteInvoice(99));
        site.settle(site.sendOne(), Verdicts.confirmed(null));
        clock.advance(Duration.ofHours(2));
        site.acceptOne(Draft.create("A"));
        LeasedOrder sent = site.sendOne();
        clock.advance(Duration.ofMinutes(-1));
        site.settle(sent, Verdicts.inDoubt());
        assertThat(due().doubts()).extracting(OpenDoubt::numberDeleted).containsExactly(true);
    }

    @Test
    void a_suspended_account_is_asked_once_about_what_its_credentials_are_blamed_for_and_no_time_runs_out() {
        Instant now = clock.instant();
        doubt("A");
        site.resolve(new Resolution.AskAgain(now, 1, now, null));
        site.acceptOne(Draft.create("B"));
        LeasedOrder refused = site.sendOne();
        site.settle(
                refused,
                new Verdict(State.IN_DOUBT, null, 200, 4, "Wrong", false, null, "not believed", "see to the key"));

        DoubtBatch batch = due();
        assertThat(batch.suspended()).isTrue();
        assertThat(batch.doubts()).singleElement().satisfies(doubt -> {
            assertThat(doubt.reference()).isEqualTo(refused.order().reference());
            assertThat(doubt.claimedCode()).isEqualTo(4);
        });
        site.resolve(new Resolution.AskAgain(clock.instant(), 1, null, null));
        assertThat(due().doubts()).isEmpty();
        assertThat(due().next()).isNotNull();
        assertThat(site.one("select count(*) from doubt where fruitless_since is not null"))
                .isEqualTo(0);

        reopen();
        assertThat(due().doubts()).hasSize(2);
    }

    @Test
    void the_number_of_a_verified_601_is_kept() {
        site.acceptOne(Draft.create("A"));
        site.settle(site.sendOne(), Verdicts.exists(55L));
        assertThat(due().doubts().get(0).existing()).isEqualTo(55);
        assertThat(site.one("select bill_id from orders")).isNull();
    }

    @Test
    void what_is_learned_of_markers_is_kept_and_not_forgotten() {
        doubt("A");
        assertThat(due().inTag()).isEqualTo(MarkerSeen.NOT_YET);
        learn(MarkerSeen.INTACT, MarkerSeen.NOT_YET);
        learn(MarkerSeen.NOT_YET, MarkerSeen.CHANGED);
        reopen();
        assertThat(List.of(due().inTag(), due().inComment())).containsExactly(MarkerSeen.INTACT, MarkerSeen.CHANGED);
        assertThat(due().samples()).isEmpty();
    }

    @Test
    void the_newest_orders_that_are_still_there_can_be_read_back_while_markers_are_not_known() {
        site.ended(Draft.create("A"), Verdicts.confirmed(3L));
        site.ended(Draft.create("B"), Verdicts.confirmed(5L));
        site.ended(Draft.create("C"), Verdicts.confirmed(4L));
        site.acceptOne(Draft.delete("B"));
        site.settle(site.sendOne(), Verdicts.confirmed(null));
        doubt("D");
        assertThat(due().samples()).extracting(ConfirmedCreate::billId).containsExactly(4L, 3L);
    }

    @Test
    void listeners_hear_of_a_new_doubt_after_its_commit() {
        List<Object> heard = new CopyOnWriteArrayList<>();
        ledger.signals().add(new LedgerSignals.Listener() {
            @Override
            public void doubt(io.waybill.order.AccountKey account) {
                heard.add(site.one("select count(*) from doubt"));
            }
        });
        doubt("A");
        Awaitility.await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly(1);
    }

    @Test
    void a_lane_of_doubts_is_woken_when_a_pause_is_over() {
        doubt("A");
        List<AccountKey> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        Ledger.await(ledger.accounts().pause("anna"));
        ledger.signals().add(new LedgerSignals.Listener() {
            @Override
            public void doubt(AccountKey account) {
                heard.add(account);
            }
        });
        Ledger.await(ledger.accounts().goOn());
        Awaitility.await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly(Draft.MAIN);
    }

    private DoubtBatch due() {
        return Ledger.await(ledger.doubts(Draft.MAIN, 100));
    }

    private String doubt(String ref) {
        String order = site.acceptOne(Draft.create(ref));
        LeasedOrder sent = site.sendOne();
        clock.advance(CALL);
        site.settle(sent, Verdicts.inDoubt());
        return order;
    }

    private void learn(MarkerSeen tag, MarkerSeen comment) {
        Ledger.await(ledger.resolved(new DoubtFindings(Draft.MAIN, Map.of(), tag, comment, null, null)));
    }

    private void resolve(DoubtBatch batch, Resolution resolution) {
        Ledger.await(ledger.resolved(new DoubtFindings(
                Draft.MAIN, Map.of(batch.doubts().get(0), resolution), batch.inTag(), batch.inComment(), null, null)));
    }
}
