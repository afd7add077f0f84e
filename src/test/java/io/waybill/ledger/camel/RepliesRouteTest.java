package io.waybill.ledger.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.waybill.ledger.Draft;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.LedgerView;
import io.waybill.ledger.NewDocument;
import io.waybill.ledger.SourceReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What a route that tells sources may rely on. */
class RepliesRouteTest extends RouteTestBase {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    private final Processor note = exchange ->
            told.add(exchange.getMessage().getMandatoryBody(SourceReply.class).name());

    @Test
    void what_was_due_before_the_start_and_comes_after_it_is_told_once() throws Exception {
        String first = ask("shop");
        start(1, route("shop", note));
        await().until(() -> told.size() == 1);
        String second = ask("shop");
        ask("nobody");
        await().until(() -> told.size() == 2);
        assertThat(told).containsExactly(first, second);
        await().until(() -> waiting() == 1);
    }

    @Test
    void a_reply_that_fails_comes_again_while_others_go_through() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        String stubborn = ask("shop");
        start(1, route("shop", exchange -> {
            boolean mine =
                    exchange.getMessage().getBody(SourceReply.class).name().equals(stubborn);
            if (mine && tries.incrementAndGet() < 3) {
                throw new IllegalStateException("mailbox full");
            }
            note.process(exchange);
        }));
        String other = ask("shop");
        await().until(() -> told.size() == 2);
        assertThat(told).containsExactly(other, stubborn);
        assertThat(tries).hasValue(3);
        await().until(() -> waiting() == 0);
    }

    @Test
    void while_all_fail_one_is_tried_at_a_time_and_all_go_through_in_the_end() throws Exception {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(ask("shop"));
        }
        AtomicInteger tries = new AtomicInteger();
        AtomicInteger underWay = new AtomicInteger();
        List<Integer> beside = Collections.synchronizedList(new ArrayList<>());
        start(1, route("shop", exchange -> {
            int now = underWay.incrementAndGet();
            int number = tries.incrementAndGet();
            try {
                if (number > 6) {
                    beside.add(now);
                }
                if (number <= 6) {
                    throw new IllegalStateException("no connection");
                }
                note.process(exchange);
            } finally {
                underWay.decrementAndGet();
            }
        }));
        await().until(() -> told.size() == 20);
        assertThat(told).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(beside.get(0)).isEqualTo(1);
        await().until(() -> waiting() == 0);
    }

    @Test
    void a_route_that_hangs_holds_up_no_other() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        ask("slow");
        start(1, route("slow", exchange -> end.await()), route("shop", note));
        ask("shop");
        await().until(() -> told.size() == 1);
        end.countDown();
        await().until(() -> waiting() == 0);
    }

    @Test
    void what_was_not_told_when_the_route_stopped_is_told_at_the_next_start() throws Exception {
        ask("shop");
        AtomicInteger tries = new AtomicInteger();
        start(1, route("shop", exchange -> {
            tries.incrementAndGet();
            throw new IllegalStateException("the process ends here");
        }));
        await().until(() -> tries.get() >= 1);
        camel.stop();
        start(1, route("shop", note));
        await().until(() -> told.size() == 1);
    }

    @Test
    void a_route_without_a_name_is_refused() {
        assertThatThrownBy(() -> start(1, new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("ledger:replies").process(note);
                    }
                }))
                .rootCause()
                .hasMessageContaining("lacks its parameter to");
    }

    private static RoutesBuilder route(String name, Processor processor) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("ledger:replies?to=" + name).process(processor);
            }
        };
    }

    private long waiting() {
        try (LedgerView view = site.ledger().view()) {
            return view.overview(Instant.now(), 1).replies().stream()
                    .mapToLong(replies -> replies.documents())
                    .sum();
        }
    }

    /** Accepts a document that is settled at once; gives its name. */
    private String ask(String route) {
        NewDocument document = LedgerSite.asking(site.document(false), route);
        Draft draft = Draft.create(document.name()).invalid("bad");
        Ledger.await(site.ledger().accept(document, LedgerSite.orders(document, 1, draft), true));
        return document.name();
    }
}
