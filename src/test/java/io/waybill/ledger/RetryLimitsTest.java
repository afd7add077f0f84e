package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What surely was not sent is tried again until it is enough. The waits are 200 ms, 400 ms, 600 ms and so on. */
class RetryLimitsTest extends LedgerTestBase {
    private static final RetryLimits LIMITS = new RetryLimits(Duration.ofSeconds(3), 7);

    @Override
    RetryLimits limits() {
        return LIMITS;
    }

    @Test
    void an_order_that_has_waited_long_enough_is_undelivered_with_all_that_depend_on_it() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        // 200 + 400 + 600 + 800 + 1000 = 3000
        assertThat(triesUntilTheEnd(orders.get(0))).isEqualTo(6);
        assertThat(orders).extracting(site::state).containsOnly(State.UNDELIVERED);
        assertThat(site.reason(orders.get(0))).contains("6 tries", "3 s of waiting", "no connection");
        assertThat(site.reason(orders.get(1))).contains("doc1.jsonl, order 1", "undelivered");
        assertThat(site.rows("select open, failed from document")).containsExactly(List.of(0, 2));
    }

    @Test
    void history_tells_the_first_tries_and_the_last_one() {
        String order = site.acceptOne(Draft.create("A"));
        triesUntilTheEnd(order);
        assertThat(site.history(order))
                .containsExactly(
                        "tried in vain: no connection",
                        "tried in vain: no connection",
                        "tried in vain: no connection",
                        "tried in vain: no connection",
                        "given up: given up after 6 tries and 3 s of waiting");
        assertThat(site.rows("select attempt from history where event = 'tried in vain' order by id"))
                .containsExactly(List.of(1), List.of(2), List.of(3), List.of(6));
    }

    @Test
    void a_replay_begins_anew() {
        String order = site.acceptOne(Draft.create("A"));
        triesUntilTheEnd(order);
        Ledger.await(ledger.replay(order, new Act("anna", null)));
        assertThat(triesUntilTheEnd(order)).isEqualTo(6);
        assertThat(site.rows("select attempt from history where event = 'tried in vain' order by id"))
                .containsExactly(
                        List.of(1),
                        List.of(2),
                        List.of(3),
                        List.of(6),
                        List.of(7),
                        List.of(8),
                        List.of(9),
                        List.of(12));
        assertThat(site.history(order)).contains("replayed: anna");
    }

    @Test
    void waiting_for_a_suspended_account_or_a_gateway_that_is_down_does_not_count() {
        String order = site.acceptOne(Draft.create("A"));
        site.settle(site.sendOne(), Verdicts.unsent());
        for (int i = 0; i < 8; i++) {
            clock.advance(Duration.ofDays(2));
            site.settle(site.sendOne(), Verdicts.suspended(4));
            // a start resumes the account
            reopen();
        }
        clock.advance(Duration.ofDays(2));
        site.settle(site.sendOne(), Verdicts.unsent());
        assertThat(site.state(order)).isEqualTo(State.ACCEPTED);
        assertThat(site.rows("select tries, waited from retry")).containsExactly(List.of(2, 600));
    }

    @Test
    void waiting_for_another_order_does_not_count() {
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"));
        clock.advance(Duration.ofDays(9));
        site.settle(site.sendOne(), Verdicts.confirmed(7L));
        site.settle(site.sendOne(), Verdicts.unsent());
        assertThat(site.state(orders.get(1))).isEqualTo(State.ACCEPTED);
    }

    @Test
    void the_count_outlives_a_crash() {
        String order = site.acceptOne(Draft.create("A"));
        for (int i = 0; i < 5; i++) {
            site.settle(site.sendOne(), Verdicts.unsent());
            clock.advance(Duration.ofMinutes(1));
            crash();
        }
        site.settle(site.sendOne(), Verdicts.unsent());
        assertThat(site.state(order)).isEqualTo(State.UNDELIVERED);
    }

    /** Tries in vain until the order has ended; says how often. */
    private int triesUntilTheEnd(String order) {
        int tries = 0;
        while (site.state(order) == State.ACCEPTED && tries < 20) {
            site.settle(site.sendOne(), Verdicts.unsent());
            clock.advance(Duration.ofMinutes(1));
            tries++;
        }
        return tries;
    }
}
