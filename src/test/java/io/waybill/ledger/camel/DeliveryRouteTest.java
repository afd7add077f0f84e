package io.waybill.ledger.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.waybill.ledger.Draft;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.State;
import io.waybill.ledger.Verdicts;
import io.waybill.order.AccountKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.Test;

/** What a delivery route may rely on, and what it cannot break. */
class DeliveryRouteTest extends RouteTestBase {
    @Test
    void orders_accepted_before_the_start_and_after_it_are_delivered() throws Exception {
        site.accept(many(5));
        start(4, delivery());
        awaitCounts(Map.of(State.CONFIRMED, 5L));
        String late = site.acceptOne(Draft.create("late"));
        await().until(() -> site.state(late) == State.CONFIRMED);
        assertThat(farEnd.calls).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void a_lane_is_filled_again_until_nothing_is_left() throws Exception {
        site.accept(many(300));
        start(4, delivery());
        awaitCounts(Map.of(State.CONFIRMED, 300L));
        assertThat(farEnd.calls).hasSize(300).doesNotHaveDuplicates();
        assertThat(farEnd.most).hasValueLessThanOrEqualTo(4);
    }

    @Test
    void until_the_first_verified_answer_one_order_is_in_flight() throws Exception {
        site.accept(many(20));
        farEnd.waitingAfter(0).answering(order -> Verdicts.inDoubt());
        start(5, delivery());
        for (int answered = 0; answered < 3; answered++) {
            int calls = answered + 1;
            await().until(() -> farEnd.calls.size() == calls);
            assertThat(site.rows("select count(*) from orders where state = 2")).containsExactly(List.of(1));
            farEnd.answer(1);
            await().until(() -> counts().getOrDefault(State.IN_DOUBT, 0L) == calls);
        }
        await().until(() -> farEnd.calls.size() == 4);
        farEnd.answering(order -> farEnd.confirmed());
        farEnd.answer(1);
        await().until(() -> farEnd.underWay.get() == 5);
        farEnd.answerAll();
        awaitCounts(Map.of(State.IN_DOUBT, 3L, State.CONFIRMED, 17L));
        assertThat(farEnd.most).hasValue(5);
    }

    @Test
    void a_route_that_goes_on_by_itself_has_no_more_in_flight_either() throws Exception {
        ExecutorService others = Executors.newFixedThreadPool(16);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        site.accept(many(100));
        start(3, route("ledger:due", new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                others.execute(() -> {
                    exchange.getMessage().setBody(farEnd.confirmed());
                    underWay.decrementAndGet();
                    callback.done(false);
                });
                return false;
            }
        }));
        awaitCounts(Map.of(State.CONFIRMED, 100L));
        assertThat(most).hasValueBetween(1, 3);
        others.shutdownNow();
    }

    @Test
    void a_route_that_ends_without_a_verdict_before_anything_was_sent_leaves_the_order_to_be_tried_again()
            throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        String order = site.acceptOne(Draft.create("A"));
        long begin = System.nanoTime();
        start(2, route("ledger:due", exchange -> {
            if (first.getAndSet(false)) {
                exchange.setRouteStop(true);
            } else {
                farEnd.process(exchange);
            }
        }));
        await().until(() -> site.state(order) == State.CONFIRMED);
        assertThat(Duration.ofNanos(System.nanoTime() - begin).toMillis())
                .as("it waits its turn")
                .isGreaterThanOrEqualTo(LedgerSite.DELAY_MILLIS);
        assertThat(site.rows("select event, detail from history"))
                .containsExactly(List.of("tried in vain", "the route ended without a verdict"));
    }

    @Test
    void a_route_that_fails_before_anything_was_sent_leaves_the_order_to_be_tried_again() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        String order = site.acceptOne(Draft.create("A"));
        start(2, route("ledger:due", exchange -> {
            if (first.getAndSet(false)) {
                throw new IllegalArgumentException("no such bean");
            }
            farEnd.process(exchange);
        }));
        await().until(() -> site.state(order) == State.CONFIRMED);
        assertThat((String) site.one("select detail from history")).contains("no such bean");
        assertThat(site.one("select attempt from orders")).isEqualTo(2);
    }

    @Test
    void a_route_that_fails_after_a_byte_may_have_left_leaves_a_doubt() throws Exception {
        String order = site.acceptOne(Draft.create("A"));
        start(2, route("ledger:due", exchange -> {
            farEnd.process(exchange);
            throw new IllegalStateException("behind the call");
        }));
        await().until(() -> site.state(order) == State.IN_DOUBT);
        assertThat((String) site.one("select reason from outcome")).contains("behind the call");
        assertThat(farEnd.calls).hasSize(1);
    }

    @Test
    void a_route_that_forgets_to_settle_after_the_call_leaves_a_doubt_and_goes_on() throws Exception {
        site.accept(many(3));
        start(1, new RouteBuilder() {
            @Override
            public void configure() {
                from("ledger:due").process(farEnd);
            }
        });
        awaitCounts(Map.of(State.IN_DOUBT, 3L));
        assertThat(farEnd.calls).hasSize(3);
    }

    @Test
    void a_success_in_the_error_channel_is_refused_and_becomes_a_doubt() throws Exception {
        String order = site.acceptOne(Draft.create("A"));
        start(1, route("ledger:due", farEnd, "ledger:settle?channel=errors"));
        await().until(() -> site.state(order) == State.IN_DOUBT);
        assertThat((String) site.one("select reason from outcome"))
                .contains("a confirmed order does not belong in the error channel");
    }

    @Test
    void a_failure_in_the_archive_is_refused_and_becomes_a_doubt() throws Exception {
        farEnd.answering(order -> Verdicts.rejected(604));
        String order = site.acceptOne(Draft.create("A"));
        start(1, route("ledger:due", farEnd, "ledger:settle?channel=archive"));
        await().until(() -> site.state(order) == State.IN_DOUBT);
        assertThat((String) site.one("select reason from outcome"))
                .contains("only a confirmed order may go to the archive, not one that is rejected");
    }

    @Test
    void each_channel_takes_what_belongs_there() throws Exception {
        farEnd.answering(order -> order.ref().equals("N0") ? Verdicts.rejected(604) : farEnd.confirmed());
        site.accept(many(4));
        start(1, new RouteBuilder() {
            @Override
            public void configure() {
                from("ledger:due")
                        .process(farEnd)
                        .choice()
                        .when(simple("${body.confirmed}"))
                        .to("ledger:settle?channel=archive")
                        .otherwise()
                        .to("ledger:settle?channel=errors");
            }
        });
        awaitCounts(Map.of(State.REJECTED, 1L, State.CONFIRMED, 3L));
    }

    @Test
    void an_order_that_is_settled_twice_keeps_its_first_end() throws Exception {
        String order = site.acceptOne(Draft.create("A"));
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        start(1, new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .process(exchange ->
                                failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
                from("ledger:due")
                        .process(farEnd)
                        .to("ledger:settle")
                        .setBody(constant(Verdicts.rejected(604)))
                        .to("ledger:settle");
            }
        });
        await().until(() -> !failures.isEmpty());
        assertThat(failures.get(0)).hasMessageContaining("settled already");
        assertThat(site.state(order)).isEqualTo(State.CONFIRMED);
    }

    @Test
    void a_verdict_on_nothing_is_refused_in_words() throws Exception {
        start(1, route("direct:stray", exchange -> exchange.getMessage().setBody(farEnd.confirmed())));
        assertThatThrownBy(() -> camel.createProducerTemplate().sendBody("direct:stray", "x"))
                .hasRootCauseMessage("ledger://settle takes the verdict on an order that came from ledger:due");
    }

    @Test
    void a_stop_waits_for_what_is_on_the_wire_and_gives_back_the_rest() throws Exception {
        site.accept(many(200));
        farEnd.waitingAfter(20);
        start(4, delivery());
        await().until(() -> farEnd.underWay.get() == 4);
        int calls = farEnd.calls.size();
        ExecutorService stopper = Executors.newSingleThreadExecutor();
        Future<?> stopped = stopper.submit(() -> camel.stop());
        await().during(Duration.ofMillis(300)).until(() -> !stopped.isDone());
        assertThat(farEnd.calls).as("nothing is begun while it stops").hasSize(calls);
        farEnd.answerAll();
        stopped.get(30, TimeUnit.SECONDS);
        stopper.shutdown();
        assertThat(counts()).isEqualTo(Map.of(State.CONFIRMED, (long) calls, State.ACCEPTED, 200L - calls));
        assertThat(site.one("select count(*) from orders where state = 0 and attempt > 0"))
                .isEqualTo(0);
    }

    @Test
    void a_route_that_is_stopped_and_started_again_goes_on() throws Exception {
        site.accept(many(30));
        farEnd.waitingAfter(0);
        start(2, delivery());
        await().until(() -> farEnd.underWay.get() == 1);
        farEnd.answerAll();
        camel.getRouteController().stopRoute("delivery");
        site.accept(Draft.create("while it stood"));
        assertThat(counts().getOrDefault(State.SENDING, 0L)).isZero();
        camel.getRouteController().startRoute("delivery");
        awaitCounts(Map.of(State.CONFIRMED, 31L));
        assertThat(farEnd.calls).hasSize(31).doesNotHaveDuplicates();
    }

    @Test
    void a_suspension_ends_everything_but_the_calls_on_the_wire() throws Exception {
        AtomicBoolean suspend = new AtomicBoolean();
        farEnd.answering(order -> suspend.getAndSet(false) ? Verdicts.suspended(4) : farEnd.confirmed());
        site.accept(many(500));
        farEnd.waitingAfter(50);
        start(4, delivery());
        await().until(() -> farEnd.underWay.get() == 4);
        int calls = farEnd.calls.size();
        suspend.set(true);
        farEnd.answer(1);
        await().until(() -> site.one("select paused from account where name = 'sandbox:main'")
                .equals(1));
        farEnd.answerAll();
        await().until(() -> farEnd.underWay.get() == 0 && !counts().containsKey(State.SENDING));
        assertThat(farEnd.calls.size() - calls)
                .as("calls after the one that met the suspension")
                .isZero();
    }

    @Test
    void an_account_that_is_suspended_does_not_slow_another() throws Exception {
        AccountKey other = new AccountKey("other", true);
        farEnd.answering(order -> order.account().equals(other) ? farEnd.confirmed() : Verdicts.suspended(4));
        site.accept(many(10));
        site.accept(Draft.create("A").on(other), Draft.create("B").on(other));
        start(new Limits(2, Draft.MAIN, other), delivery());
        awaitCounts(Map.of(State.ACCEPTED, 10L, State.CONFIRMED, 2L));
        assertThat(farEnd.calls).hasSize(3);
    }

    @Test
    void an_order_is_on_the_wire_soon_after_it_was_accepted() throws Exception {
        start(4, delivery());
        site.acceptOne(Draft.create("first"));
        await().until(() -> farEnd.calls.size() == 1);
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            int calls = farEnd.calls.size();
            long begin = System.nanoTime();
            site.acceptOne(Draft.create("later " + i));
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> farEnd.calls.size() > calls);
            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        }
        millis.sort(null);
        assertThat(millis.get(millis.size() / 2)).as("median of %s ms", millis).isLessThan(400);
    }

    @Test
    void an_unsent_order_goes_out_again_at_its_time() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        farEnd.answering(order -> calls.incrementAndGet() < 3 ? Verdicts.unsent() : farEnd.confirmed());
        start(1, delivery());
        String order = site.acceptOne(Draft.create("A"));
        // far less than the slow look every five seconds
        await().atMost(Duration.ofSeconds(4)).until(() -> site.state(order) == State.CONFIRMED);
        assertThat(site.one("select attempt from orders")).isEqualTo(3);
    }

    @Test
    void what_a_confirmed_order_lets_go_follows_at_once() throws Exception {
        start(2, delivery());
        List<String> orders = site.accept(Draft.create("A"), Draft.delete("A"), Draft.create("A"));
        await().atMost(Duration.ofSeconds(4)).until(() -> site.state(orders.get(2)) == State.CONFIRMED);
        assertThat(farEnd.calls).containsExactlyElementsOf(orders);
    }

    @Test
    void ends_of_the_wrong_kind_are_refused() {
        assertThatThrownBy(() -> start(1, new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("ledger:settle").to("log:x");
                    }
                }))
                .hasRootCauseMessage("ledger://settle cannot stand at the beginning of a route");
        assertThatThrownBy(() -> start(1, new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:x").to("ledger:due");
                    }
                }))
                .hasRootCauseMessage("ledger://due can only stand at the beginning of a route");
        assertThatThrownBy(() -> start(1, new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("ledger:dew").to("log:x");
                    }
                }))
                .hasStackTraceContaining("ledger:dew does not exist; there are ledger:due");
    }

    private RoutesBuilder delivery() {
        return route("ledger:due", farEnd);
    }

    private static RoutesBuilder route(String from, Processor step) {
        return route(from, step, "ledger:settle");
    }

    private static RoutesBuilder route(String from, Processor step, String to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(from).routeId("delivery").process(step).to(to);
            }
        };
    }
}
