package io.waybill.ledger.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.waybill.ledger.Draft;
import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.FilingDesk;
import io.waybill.ledger.FilingRound;
import io.waybill.ledger.SettledOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an outcome route may rely on. */
class FilingRouteTest extends RouteTestBase {
    private final List<String> filed = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> complete = Collections.synchronizedList(new ArrayList<>());

    private final Processor note = exchange -> {
        FilingBatch batch = exchange.getMessage().getMandatoryBody(FilingBatch.class);
        batch.orders().stream().map(SettledOrder::ref).forEach(filed::add);
        if (batch.complete()) {
            complete.add(batch.document().id());
        }
    };

    @Test
    void what_settled_before_the_start_and_after_it_is_filed_once() throws Exception {
        site.accept(Draft.create("A").invalid("bad"), Draft.create("B").invalid("bad"));
        start(1, route(note));
        await().until(() -> complete.size() == 1);
        site.accept(Draft.create("C").invalid("bad"));
        await().until(() -> complete.size() == 2);
        assertThat(filed).containsExactly("A", "B", "C");
        await().until(() -> unfiled().isEmpty());
    }

    @Test
    void what_could_not_be_filed_comes_again_until_it_could() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        start(1, route(exchange -> {
            if (tries.incrementAndGet() == 1) {
                throw new java.io.UncheckedIOException(new java.io.IOException("no space left"));
            }
            note.process(exchange);
        }));
        site.accept(Draft.create("A").invalid("bad"));
        site.accept(Draft.create("B").invalid("bad"));
        await().until(() -> complete.size() == 2);
        assertThat(filed).containsExactlyInAnyOrder("A", "B");
        assertThat(tries).hasValue(3);
        await().until(() -> unfiled().isEmpty());
    }

    @Test
    void what_fails_at_each_try_is_told_once() throws Exception {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger log = (Logger) LoggerFactory.getLogger(SettledConsumer.class);
        log.addAppender(said);
        try {
            AtomicInteger tries = new AtomicInteger();
            start(1, route(exchange -> {
                if (tries.incrementAndGet() < 3) {
                    throw new java.io.IOException("errors is a file");
                }
                note.process(exchange);
            }));
            site.accept(Draft.create("A").invalid("bad"));
            await().until(() -> complete.size() == 1);
            assertThat(said.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly("An outcome could not be filed, trying again: errors is a file");
        } finally {
            log.detachAppender(said);
        }
    }

    @Test
    void what_was_not_noted_as_filed_comes_again_after_a_restart_of_the_route() throws Exception {
        site.accept(Draft.create("A").invalid("bad"));
        AtomicInteger seen = new AtomicInteger();
        start(1, route(exchange -> {
            seen.incrementAndGet();
            throw new IllegalStateException("the process ends here");
        }));
        await().until(() -> seen.get() == 1);
        camel.stop();
        assertThat(unfiled()).hasSize(1);
        start(1, route(note));
        await().until(() -> complete.size() == 1);
        assertThat(filed).containsExactly("A");
    }

    @Test
    void a_document_is_filed_by_one_thread_at_a_time_while_others_go_on() throws Exception {
        Map<Long, AtomicInteger> underWay = Collections.synchronizedMap(new HashMap<>());
        AtomicInteger most = new AtomicInteger();
        start(4, new RouteBuilder() {
            @Override
            public void configure() {
                from("ledger:due").process(farEnd).to("ledger:settle");
                from("ledger:settled")
                        .process(exchange -> {
                            long id = exchange.getMessage()
                                    .getBody(FilingBatch.class)
                                    .document()
                                    .id();
                            AtomicInteger mine = underWay.computeIfAbsent(id, key -> new AtomicInteger());
                            most.accumulateAndGet(mine.incrementAndGet(), Math::max);
                            note.process(exchange);
                            mine.decrementAndGet();
                        })
                        .to("ledger:filed");
            }
        });
        Draft[] drafts = many(200);
        site.accept(java.util.Arrays.copyOfRange(drafts, 0, 100));
        site.accept(java.util.Arrays.copyOfRange(drafts, 100, 200));
        await().until(() -> complete.size() == 2);
        assertThat(most).hasValue(1);
        assertThat(filed).hasSize(200).doesNotHaveDuplicates();
        assertThat(complete).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void documents_of_one_order_come_together_and_one_that_cannot_be_filed_keeps_none_of_the_others() throws Exception {
        List<String> refused = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 20; i++) {
            site.acceptOne(Draft.create("single" + i).invalid("bad"));
        }
        site.accept(Draft.create("A").invalid("bad"), Draft.create("B").invalid("bad"));
        AtomicInteger rounds = new AtomicInteger();
        start(1, new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("ledger:settled?together=64")
                        .process(exchange -> {
                            Object body = exchange.getMessage().getBody();
                            List<FilingBatch> batches =
                                    body instanceof FilingRound round ? round.batches() : List.of((FilingBatch) body);
                            rounds.addAndGet(body instanceof FilingRound ? 1 : 0);
                            for (FilingBatch batch : batches) {
                                boolean bad = batch.orders().stream()
                                        .anyMatch(order -> order.ref().equals("single7"));
                                if (bad && refused.size() < 2) {
                                    refused.add("single7");
                                    throw new IllegalStateException("no space left");
                                }
                            }
                            for (FilingBatch batch : batches) {
                                batch.orders().stream().map(SettledOrder::ref).forEach(filed::add);
                            }
                        })
                        .to("ledger:filed");
            }
        });
        await().until(() -> unfiled().isEmpty());
        assertThat(filed).hasSize(22).doesNotHaveDuplicates();
        assertThat(filed.indexOf("single7")).as("behind all others").isEqualTo(21);
        assertThat(rounds.get()).isBetween(1, 4);
    }

    @Test
    void a_settled_order_is_filed_soon() throws Exception {
        start(1, route(note));
        site.acceptOne(Draft.create("first").invalid("bad"));
        await().until(() -> filed.size() == 1);
        long begin = System.nanoTime();
        site.acceptOne(Draft.create("A").invalid("bad"));
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> filed.size() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }

    private List<Long> unfiled() {
        try (FilingDesk desk = site.ledger().filingDesk()) {
            return desk.unfiled();
        }
    }

    private static RoutesBuilder route(Processor step) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("ledger:settled").process(step).to("ledger:filed");
            }
        };
    }
}
