package io.waybill.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.AccountOverview;
import io.waybill.ledger.Overview;
import io.waybill.ledger.State;
import io.waybill.ledger.Suspension;
import io.waybill.ledger.WaitingReplies;
import io.waybill.order.AccountKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private static final AccountKey MAIN = new AccountKey("main", false);
    private static final Instant NOW = Instant.parse("2026-05-01T03:00:00Z");

    @Test
    void all_is_well_while_orders_move() {
        assertThat(attention(account(1_000_000, 0, Map.of(State.REJECTED, 5L), null), 3, NOW))
                .isEmpty();
        assertThat(attention(account(0, 0, Map.of(), null), 0, NOW.minus(Duration.ofDays(3))))
                .isEmpty();
    }

    @Test
    void orders_that_are_due_and_do_not_move_are_stuck() {
        Instant moved = NOW.minus(Duration.ofMinutes(6));
        assertThat(attention(account(1200, 0, Map.of(), null), 0, moved))
                .containsExactly("1,200 orders are due on account main, yet nothing has moved since " + moved
                        + ": look into the log.");
        assertThat(attention(account(1200, 0, Map.of(), null), 0, NOW.minus(Duration.ofMinutes(4))))
                .isEmpty();
    }

    @Test
    void a_suspended_account_is_named_with_reason_and_end_and_is_not_stuck_besides() {
        Instant moved = NOW.minus(Duration.ofHours(1));
        assertThat(attention(account(1, 2, Map.of(), new Suspension(null, 4, "wrong key")), 0, moved))
                .containsExactly(
                        "Account main is suspended until it answers well, 3 orders wait: wrong key; then ./waybill accounts"
                                + " resume main, or wait until it is asked again");
        assertThat(attention(account(0, 1, Map.of(), new Suspension(NOW.plusSeconds(60), 8, "limit")), 0, moved))
                .containsExactly(
                        "Account main is suspended until 2026-05-01T03:01:00Z, 1 order waits: limit; then ./waybill accounts"
                                + " resume main");
    }

    @Test
    void doubts_are_for_a_person() {
        assertThat(attention(account(0, 0, Map.of(State.IN_DOUBT, 1L), null), 0, NOW))
                .singleElement()
                .asString()
                .startsWith("1 order is in doubt on account main")
                .contains("./waybill list --state in_doubt --account main");
    }

    @Test
    void what_is_asked_about_needs_nobody_unless_it_cannot_be_asked() {
        assertThat(attention(asking(null), 0, NOW)).isEmpty();
        assertThat(attention(asking(new Suspension(null, null, "wrong key")), 0, NOW))
                .containsExactly(
                        "Account main is suspended until it answers well, 3 orders wait: wrong key; then ./waybill accounts"
                                + " resume main, or wait until it is asked again",
                        "3 orders are in doubt on account main, and nothing can be asked about them before that.");
    }

    private static AccountOverview asking(Suspension suspension) {
        return new AccountOverview(MAIN, 0, 0, 0, 0, 0, null, Map.of(), 3, NOW, suspension);
    }

    @Test
    void orders_of_an_account_that_is_configured_no_more_wait_for_ever() {
        Overview overview = overview(account(7, 0, Map.of(), null), 0);
        assertThat(Attention.of(overview, NOW, List.of(), List.of("sandbox:main"), NOW))
                .singleElement()
                .asString()
                .startsWith("7 orders wait for account main, which is not configured");
    }

    @Test
    void outcomes_that_nobody_files_are_told() {
        assertThat(attention(account(0, 0, Map.of(), null), 2, NOW.minus(Duration.ofMinutes(6))))
                .singleElement()
                .asString()
                .startsWith("2 documents have outcomes that are not filed");
    }

    @Test
    void sources_that_cannot_be_told_or_that_nobody_tells_are_named_after_a_while() {
        Instant before = NOW.minus(Duration.ofMinutes(6));
        assertThat(replies(new WaitingReplies("sql.shop", 3, NOW, before, "no connection")))
                .containsExactly("sql.shop is to be told what became of 3 documents, and that has failed since "
                        + before + ": no connection");
        assertThat(replies(new WaitingReplies("sql.shop", 1, before, null, null)))
                .containsExactly("sql.shop is to be told what became of 1 document, and nobody does since " + before
                        + ": put that source back into application.yaml, or look into the log.");
        assertThat(replies(new WaitingReplies("sql.shop", 3, NOW, NOW.minusSeconds(9), "no connection")))
                .isEmpty();
        assertThat(replies(new WaitingReplies("sql.shop", 3, NOW, null, null))).isEmpty();
    }

    private static List<String> replies(WaitingReplies waiting) {
        Overview overview = new Overview(List.of(), 0, 0, 0, 0, 0, List.of(), List.of(waiting), 0);
        return Attention.of(overview, NOW, List.of(), List.of("main"), NOW);
    }

    @Test
    void what_is_not_well_beside_the_orders_is_told_last() {
        Overview unfiled = overview(account(0, 0, Map.of(), null), 2);
        List<String> concerns = List.of("Only 512 MB are free.");
        assertThat(Attention.of(unfiled, NOW.minus(Duration.ofMinutes(6)), concerns, List.of("main"), NOW))
                .hasSize(2)
                .last()
                .isEqualTo("Only 512 MB are free.");
    }

    private static AccountOverview account(long due, long later, Map<State, Long> failed, Suspension suspension) {
        return new AccountOverview(
                MAIN, due, later, 0, 0, 0, due + later == 0 ? null : NOW, failed, 0, null, suspension);
    }

    private static Overview overview(AccountOverview account, long unfiled) {
        return new Overview(List.of(account), account.due(), 0, 0, 0, unfiled, List.of(), List.of(), 0);
    }

    private static List<String> attention(AccountOverview account, long unfiled, Instant moved) {
        return Attention.of(overview(account, unfiled), moved, List.of(), List.of("main"), NOW);
    }
}
