package io.waybill.ledger.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.ledger.Draft;
import io.waybill.ledger.LedgerSignals;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.NewOrder;
import io.waybill.ledger.State;
import io.waybill.ledger.Store;
import io.waybill.ledger.Suspension;
import io.waybill.ledger.Verdict;
import io.waybill.ledger.Verdicts;
import io.waybill.order.AccountKey;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One account's way out, where the ledger's answers come at the worst moment. */
class LaneTest {
    @TempDir
    Path folder;

    private LedgerSite site;
    private final FarEnd farEnd = new FarEnd();
    private final CountDownLatch news = new CountDownLatch(1);
    private boolean heldBack;

    @BeforeEach
    void open() {
        site = new LedgerSite(Store.SQLITE, folder.resolve("data"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        farEnd.answerAll();
        news.countDown();
        site.close();
    }

    @Test
    void what_is_begun_while_the_lane_stops_is_given_back_as_unsent() throws Exception {
        Lane lane = lane(2);
        site.accept(Draft.create("A"), Draft.create("B"), Draft.create("C"));
        farEnd.waitingAfter(0);
        lane.start();
        await().until(() -> farEnd.underWay.get() == 1 && counts().getOrDefault(State.ACCEPTED, 0L) == 2);
        holdBackTheNews();
        site.ledger().accept(site.document(false), List.of(Draft.create("gate").at("x", 1)), true);
        await().until(() -> counts().getOrDefault(State.ACCEPTED, 0L) == 3);
        // the answer lets the next begin; they are committed, and the lane does not know it yet
        farEnd.answer(1);
        await().until(() -> counts().getOrDefault(State.SENDING, 0L) == 2);
        stop(lane);
        await().until(() -> !counts().containsKey(State.SENDING));
        assertThat(farEnd.calls).hasSize(1);
        assertThat(site.one("select sum(attempt) from orders where state = 0")).isEqualTo(0);
    }

    @Test
    void a_stop_that_may_wait_no_longer_says_how_many_calls_are_left() throws Exception {
        Lane lane = lane(3);
        site.accept(Draft.create("A"), Draft.create("B"), Draft.create("C"));
        farEnd.waitingAfter(0);
        lane.start();
        await().until(() -> farEnd.underWay.get() == 1);
        farEnd.answer(1);
        await().until(() -> farEnd.underWay.get() == 2);
        lane.stopTaking();
        assertThat(lane.stop(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500)))
                .isEqualTo(2);
    }

    @Test
    void at_a_far_end_that_takes_its_time_no_more_is_begun_than_is_on_the_wire() throws Exception {
        Lane lane = lane(4);
        Draft[] many = new Draft[50];
        Arrays.setAll(many, i -> Draft.create("M" + i));
        site.accept(many);
        farEnd.waitingAfter(0);
        lane.start();
        await().until(() -> farEnd.underWay.get() == 1);
        for (int answered = 1; answered <= 5; answered++) {
            int calls = answered + 4;
            farEnd.answer(1);
            await().until(() -> farEnd.calls.size() == calls);
            await().until(() -> counts().getOrDefault(State.SENDING, 0L) == 4);
        }
        farEnd.answerAll();
        await().until(() -> counts().equals(Map.of(State.CONFIRMED, 50L)));
        stop(lane);
    }

    @Test
    void a_late_verified_answer_of_a_call_from_before_a_suspension_does_not_make_the_account_trusted()
            throws Exception {
        Lane lane = lane(3);
        site.ledger().signals().add(new LedgerSignals.Listener() {
            @Override
            public void suspended(AccountKey account, Suspension suspension, boolean anew) {
                lane.suspended(suspension);
            }

            @Override
            public void resumed(AccountKey account) {
                lane.resumed();
            }
        });
        List<String> orders = site.accept(
                Draft.create("A"), Draft.create("B"), Draft.create("C"), Draft.create("D"), Draft.create("E"));
        CountDownLatch refusal = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch rest = new CountDownLatch(1);
        farEnd.answering(order -> {
            int place = orders.indexOf(order.reference());
            if (place == 0) {
                return farEnd.confirmed();
            } else if (place == 1 && order.attempt() == 1) {
                pass(refusal);
                return Verdicts.suspended(4);
            }
            pass(place < 4 && order.attempt() == 1 ? late : rest);
            return farEnd.confirmed();
        });
        lane.start();
        await().until(() -> farEnd.underWay.get() == 3);
        refusal.countDown();
        await().until(() -> farEnd.underWay.get() == 2
                && !site.rows("select 1 from account where paused = 1").isEmpty());
        site.ledger().accounts().resume(Draft.MAIN, true).join();
        late.countDown();
        await().until(() -> counts().equals(Map.of(State.CONFIRMED, 3L, State.SENDING, 1L, State.ACCEPTED, 1L)));
        await().during(Duration.ofMillis(300)).until(() -> farEnd.underWay.get() == 1);
        rest.countDown();
        await().until(() -> counts().equals(Map.of(State.CONFIRMED, 5L)));
        stop(lane);
    }

    private static void pass(CountDownLatch gate) {
        try {
            assertThat(gate.await(300, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_lane_with_nothing_to_do_does_nothing() throws Exception {
        Lane lane = lane(1);
        site.acceptOne(Draft.create("A"));
        lane.start();
        await().until(() -> counts().equals(Map.of(State.CONFIRMED, 1L)));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long writer = threadId("ledger-writer");
        long before = threads.getThreadCpuTime(writer);
        await().during(Duration.ofMillis(600)).until(() -> true);
        assertThat(TimeUnit.NANOSECONDS.toMillis(threads.getThreadCpuTime(writer) - before))
                .as("milliseconds of work while idle")
                .isLessThan(60);
        stop(lane);
    }

    private Lane lane(int inFlight) {
        return new Lane(site.ledger(), Draft.MAIN, inFlight, attempt -> {
            attempt.begin();
            Verdict verdict = farEnd.call(attempt.order());
            CompletableFuture<Void> settled = attempt.settle(verdict)
                    ? site.ledger().settle(attempt.leased(), verdict)
                    : CompletableFuture.completedFuture(null);
            assertThat(settled).isNotNull();
        });
    }

    /** From the next order that is accepted on, commits go on, but nobody is told of them. */
    private void holdBackTheNews() {
        heldBack = true;
        site.ledger().signals().add(new LedgerSignals.Listener() {
            @Override
            public void accepted(NewOrder order) {
                try {
                    if (!news.await(30, TimeUnit.SECONDS)) {
                        throw new IllegalStateException("the test has not let the news through");
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    private void stop(Lane lane) throws Exception {
        lane.stopTaking();
        CompletableFuture<Integer> stopped = CompletableFuture.supplyAsync(() -> {
            try {
                return lane.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(20));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        if (heldBack) {
            await().during(Duration.ofMillis(200)).until(() -> !stopped.isDone());
        }
        news.countDown();
        assertThat(stopped.get(30, TimeUnit.SECONDS)).isZero();
    }

    /** What is committed, by a connection of its own: the ledger's own answers may be held back. */
    private Map<State, Long> counts() {
        Map<State, Long> counts = new EnumMap<>(State.class);
        site.rows("select state, count(*) from orders group by state")
                .forEach(row ->
                        counts.put(State.of(((Number) row.get(0)).intValue()), ((Number) row.get(1)).longValue()));
        return counts;
    }

    private static long threadId(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name) && thread.isAlive())
                .mapToLong(LaneTest::id)
                .max()
                .orElseThrow();
    }

    @SuppressWarnings("deprecation") // threadId() is newer than the oldest Java that we run on
    private static long id(Thread thread) {
        return thread.getId();
    }
}
