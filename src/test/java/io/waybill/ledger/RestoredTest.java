package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the orders of a ledger that was put back from a copy. */
class RestoredTest extends LedgerTestBase {
    @Test
    void open_creates_are_asked_about_since_their_acceptance_and_deletions_go_out() {
        String settled = site.ended(Draft.create("C"), Verdicts.confirmed(7L));
        List<String> orders = site.accept(Draft.create("A"), Draft.create("B"));
        String deletion = site.acceptOne(Draft.delete("C"));
        long accepted = clock.millis();
        clock.advance(Duration.ofDays(3));

        assertThat(Ledger.await(ledger.restored())).isEqualTo(2);

        assertThat(orders).allSatisfy(order -> assertThat(site.state(order)).isEqualTo(State.IN_DOUBT));
        assertThat(site.state(settled)).isEqualTo(State.CONFIRMED);
        assertThat(site.due()).containsExactly(deletion);
        assertThat(Ledger.await(ledger.doubts(Draft.MAIN, 10)).doubts())
                .hasSize(2)
                .allSatisfy(doubt -> {
                    assertThat(doubt.sentAt().toEpochMilli()).isEqualTo(accepted);
                    assertThat(doubt.endedAt()).isEqualTo(clock.instant());
                    assertThat(doubt.numberDeleted()).isFalse();
                });
    }

    @Test
    void where_invoices_are_deleted_by_their_number_any_may_have_been() {
        site.ended(Draft.deleteInvoice(99), Verdicts.confirmed(99L));
        site.acceptOne(Draft.create("A"));
        clock.advance(Duration.ofDays(3));
        Ledger.await(ledger.restored());
        assertThat(Ledger.await(ledger.doubts(Draft.MAIN, 10)).doubts())
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.numberDeleted()).isTrue());
    }
}
