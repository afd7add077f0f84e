package io.waybill.ledger.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateTest {
    private final List<Long> wakes = new ArrayList<>();
    private long now = -5;

    @Test
    void a_low_rate_gives_one_at_once_and_one_in_each_interval_whatever_the_rest_before() {
        Rate rate = Rate.of(() -> 2, () -> now, wakes::add);
        assertThat(rate.take(10)).isEqualTo(1);
        assertThat(wakes).containsExactly(501L);
        pass(499);
        assertThat(rate.take(10)).isZero();
        pass(1);
        assertThat(rate.take(10)).isEqualTo(1);
        pass(60_000);
        assertThat(rate.take(10)).isEqualTo(1);
    }

    @Test
    void a_high_rate_is_reached_in_batches_and_saves_up_no_more_than_a_tenth_of_a_second() {
        Rate rate = Rate.of(() -> 1000, () -> now, wakes::add);
        assertThat(rate.take(5000)).isEqualTo(101);
        int taken = 0;
        for (int i = 0; i < 50; i++) {
            pass(20);
            taken += rate.take(5000);
        }
        assertThat(taken).isEqualTo(1000);
    }

    @Test
    void what_was_not_used_is_had_again() {
        Rate rate = Rate.of(() -> 2, () -> now, wakes::add);
        assertThat(rate.take(1)).isEqualTo(1);
        rate.giveBack(1);
        assertThat(rate.take(1)).isEqualTo(1);
        assertThat(rate.take(1)).isZero();
        assertThat(Rate.unlimited().take(7)).isEqualTo(7);
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
