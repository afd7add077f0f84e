package io.waybill.ledger.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FilingQueueTest {
    private final FilingQueue queue = new FilingQueue();

    @Test
    void documents_come_in_the_order_in_which_they_were_added() throws Exception {
        queue.add(3);
        queue.add(1);
        queue.add(2);
        assertThat(take()).isEqualTo(3);
        assertThat(take()).isEqualTo(1);
        assertThat(take()).isEqualTo(2);
        assertThat(take()).isNull();
    }

    @Test
    void a_document_that_waits_already_waits_once() throws Exception {
        queue.add(1);
        queue.add(1);
        assertThat(take()).isEqualTo(1);
        queue.done(1);
        assertThat(take()).isNull();
    }

    @Test
    void a_document_is_in_one_pair_of_hands_at_a_time_and_comes_again_if_something_was_added_meanwhile()
            throws Exception {
        queue.add(1);
        take();
        queue.add(1);
        queue.add(1);
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
                return queue.take(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        queue.add(5);
        assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo(5);
    }

    private Long take() throws InterruptedException {
        return queue.take(1, TimeUnit.MILLISECONDS);
    }
}
