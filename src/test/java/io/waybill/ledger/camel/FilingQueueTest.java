package io.waybill.ledger.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FilingQueueTest {
    private static final long LINGER_MILLIS = 300;

    private final FilingQueue queue = new FilingQueue(LINGER_MILLIS, TimeUnit.MILLISECONDS);

    @Test
    void documents_come_in_the_order_in_which_they_were_added() throws Exception {
        queue.add(3, false);
        queue.add(1, false);
        queue.add(2, false);
        assertThat(take()).isEqualTo(3);
        assertThat(take()).isEqualTo(1);
        assertThat(take()).isEqualTo(2);
        assertThat(take()).isNull();
    }

    @Test
    void a_document_that_waits_already_waits_once() throws Exception {
        queue.add(1, false);
        queue.add(1, false);
        assertThat(take()).isEqualTo(1);
        queue.done(1);
        assertThat(take()).isNull();
    }

    @Test
    void a_document_is_in_one_pair_of_hands_at_a_time_and_comes_again_if_something_was_added_meanwhile()
            throws Exception {
        queue.add(1, false);
        take();
        queue.add(1, false);
        queue.add(1, false);
        assertThat(take()).as("while it is being filed").isNull();
        queue.done(1);
        assertThat(take()).isEqualTo(1);
        queue.done(1);
        assertThat(take()).isNull();
    }

    @Test
    void one_that_waits_for_a_document_is_woken_by_it() throws Exception {
        CompletableFuture<Long> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return first(queue.take(1, 20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        queue.add(5, false);
        assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo(5);
    }

    @Test
    void a_document_with_more_to_come_lingers_and_comes_once() throws Exception {
        long begin = System.nanoTime();
        queue.add(1, true);
        queue.add(1, true);
        assertThat(take()).isNull();
        assertThat(queue.isEmpty()).as("while it lingers").isFalse();
        assertThat(first(queue.take(1, 20, TimeUnit.SECONDS))).isEqualTo(1);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin))
                .isGreaterThanOrEqualTo(LINGER_MILLIS)
                .isLessThan(10_000);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void a_document_lingers_no_longer_when_nothing_more_is_to_come() throws Exception {
        queue.add(1, true);
        queue.add(2, true);
        queue.add(2, false);
        assertThat(take()).isEqualTo(2);
        queue.done(2);
        assertThat(take()).isNull();
        queue.add(1, false);
        queue.add(1, true);
        assertThat(take()).isEqualTo(1);
    }

    @Test
    void a_document_that_came_again_while_it_was_filed_lingers_only_if_more_is_to_come() throws Exception {
        queue.add(1, false);
        take();
        queue.add(1, true);
        queue.done(1);
        assertThat(take()).isNull();
        queue.add(1, false);
        take();
        queue.add(1, true);
        queue.add(1, false);
        queue.done(1);
        assertThat(take()).isEqualTo(1);
    }

    @Test
    void a_handful_is_what_is_ready_and_the_next_one_gathers_meanwhile_until_it_is_whole() throws Exception {
        queue.add(1, false);
        queue.add(2, false);
        assertThat(take(3)).containsExactly(1L, 2L);
        queue.add(3, false);
        assertThat(take(3)).as("while others are filed").isEmpty();
        queue.gather();
        assertThat(take(3)).containsExactly(3L);
        for (long document = 4; document <= 7; document++) {
            queue.add(document, false);
        }
        assertThat(take(3)).as("a whole one").containsExactly(4L, 5L, 6L);
        assertThat(take(3)).isEmpty();
        queue.gather();
        assertThat(take(3)).containsExactly(7L);
    }

    @Test
    void one_that_waits_for_a_handful_is_woken_when_it_need_not_gather_on() throws Exception {
        queue.add(1, false);
        take(3);
        queue.add(2, false);
        CompletableFuture<List<Long>> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.take(3, 20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        queue.gather();
        assertThat(taken.get(10, TimeUnit.SECONDS)).containsExactly(2L);
    }

    private List<Long> take(int most) throws InterruptedException {
        return queue.take(most, 1, TimeUnit.MILLISECONDS);
    }

    private Long take() throws InterruptedException {
        return first(queue.take(1, 1, TimeUnit.MILLISECONDS));
    }

    private static Long first(List<Long> documents) {
        return documents.isEmpty() ? null : documents.get(0);
    }
}
