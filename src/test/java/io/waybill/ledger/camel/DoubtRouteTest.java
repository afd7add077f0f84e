package io.waybill.ledger.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.ledger.DoubtBatch;
import io.waybill.ledger.DoubtFindings;
import io.waybill.ledger.Draft;
import io.waybill.ledger.OpenDoubt;
import io.waybill.ledger.Resolution;
import io.waybill.ledger.State;
import io.waybill.ledger.Verdicts;
import io.waybill.order.AccountKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What a route of doubts may rely on, and what it cannot break. */
class DoubtRouteTest extends RouteTestBase {
    private static final AccountKey OTHER = new AccountKey("other", true);

    private final List<DoubtBatch> batches = new CopyOnWriteArrayList<>();
    private final AtomicLong invoices = new AtomicLong(1000);

    @Test
    void a_doubt_is_asked_about_as_soon_as_it_comes_about_and_one_from_before_the_start_too() throws Exception {
        String before = site.acceptOne(Draft.create("before"));
        site.sent(Draft.MAIN, Verdicts.inDoubt());
        start(doubts(1, batch -> confirmed()));
        await().until(() -> site.state(before) == State.CONFIRMED);

        String later = site.acceptOne(Draft.create("later"));
        site.sent(Draft.MAIN, Verdicts.inDoubt());
        await().until(() -> site.state(later) == State.CONFIRMED);
        assertThat(batches).hasSize(2);
    }

    @Test
    void it_is_asked_again_at_its_time_and_not_before() throws Exception {
        String order = site.acceptOne(Draft.create("A"));
        site.sent(Draft.MAIN, Verdicts.inDoubt());
        AtomicInteger asked = new AtomicInteger();
        start(doubts(
                1,
                doubt -> asked.incrementAndGet() < 3
                        ? new Resolution.AskAgain(Instant.now().plusMillis(400), doubt.asked() + 1, null, null)
                        : confirmed()));
        await().until(() -> site.state(order) == State.CONFIRMED);
        assertThat(batches).hasSize(3);
        for (int i = 1; i < batches.size(); i++) {
            assertThat(Duration.between(
                            batches.get(i - 1).asOf(), batches.get(i).asOf()))
                    .isBetween(Duration.ofMillis(390), Duration.ofMillis(3000));
        }
    }

    @Test
    void of_an_account_one_batch_is_under_way_and_the_next_comes_after_a_pause_with_all_that_came_meanwhile()
            throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        start(doubts(300, doubt -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                go.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                underWay.decrementAndGet();
            }
            return confirmed();
        }));
        site.acceptOne(Draft.create("first"));
        site.sent(Draft.MAIN, Verdicts.inDoubt());
        await().until(() -> batches.size() == 1);
        site.accept(many(5));
        site.sent(Draft.MAIN, Verdicts.inDoubt());
        go.countDown();
        awaitCounts(Map.of(State.CONFIRMED, 6L));
        assertThat(batches).extracting(batch -> batch.doubts().size()).containsExactly(1, 5);
        assertThat(most).hasValue(1);
        assertThat(Duration.between(batches.get(0).asOf(), batches.get(1).asOf()))
                .isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void an_account_whose_far_end_is_slow_holds_up_no_other() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        start(doubts(1, doubt -> confirmed(), batch -> {
            if (batch.account().equals(OTHER)) {
                slow.await(30, TimeUnit.SECONDS);
            }
        }));
        site.acceptOne(Draft.create("slow").on(OTHER));
        site.sent(OTHER, Verdicts.inDoubt());
        await().until(() -> batches.size() == 1);
        String quick = site.acceptOne(Draft.create("quick"));
        site.sent(Draft.MAIN, Verdicts.inDoubt());
        await().until(() -> site.state(quick) == State.CONFIRMED);
        slow.countDown();
        awaitCounts(Map.of(State.CONFIRMED, 2L));
    }

    @Test
    void a_batch_that_fails_is_given_again() throws Exception {
        String order = site.acceptOne(Draft.create("A"));
        site.sent(Draft.MAIN, Verdicts.inDoubt());
        AtomicInteger tries = new AtomicInteger();
        start(doubts(1, doubt -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("a mistake in the resolver");
            }
            return confirmed();
        }));
        await().until(() -> site.state(order) == State.CONFIRMED);
        assertThat(tries).hasValue(2);
    }

    @Test
    void a_stop_asks_nothing_more() throws Exception {
        start(doubts(1, doubt -> new Resolution.AskAgain(Instant.now(), doubt.asked() + 1, null, null)));
        site.acceptOne(Draft.create("A"));
        site.sent(Draft.MAIN, Verdicts.inDoubt());
        await().until(() -> batches.size() > 2);
        long begin = System.nanoTime();
        camel.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        int asked = batches.size();
        assertThat(site.one("select asked from doubt")).isEqualTo(asked);
    }

    private void start(RouteBuilder route) throws Exception {
        start(new Limits(1, Draft.MAIN, OTHER), route);
    }

    private Resolution confirmed() {
        return new Resolution.Confirmed(invoices.getAndIncrement());
    }

    /** What is done before a batch is answered. */
    private interface Before {
        void answer(DoubtBatch batch) throws Exception;
    }

    private RouteBuilder doubts(long pause, Function<OpenDoubt, Resolution> resolver) {
        return doubts(pause, resolver, batch -> {});
    }

    private RouteBuilder doubts(long pause, Function<OpenDoubt, Resolution> resolver, Before before) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("ledger:doubts?pause=" + pause)
                        .process(exchange -> resolve(exchange, resolver, before))
                        .to("ledger:resolved");
            }
        };
    }

    private void resolve(Exchange exchange, Function<OpenDoubt, Resolution> resolver, Before before) throws Exception {
        DoubtBatch batch = exchange.getMessage().getMandatoryBody(DoubtBatch.class);
        batches.add(batch);
        before.answer(batch);
        Map<OpenDoubt, Resolution> resolutions = new LinkedHashMap<>();
        batch.doubts().forEach(doubt -> resolutions.put(doubt, resolver.apply(doubt)));
        exchange.getMessage()
                .setBody(new DoubtFindings(batch.account(), resolutions, batch.inTag(), batch.inComment(), null, null));
    }
}
