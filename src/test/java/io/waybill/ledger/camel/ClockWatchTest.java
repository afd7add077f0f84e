package io.waybill.ledger.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockWatchTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private final ClockWatch watch = new ClockWatch();
    private Instant now = NOON;
    private long nanos = -5;

    @Test
    void time_that_passes_is_no_jump() {
        assertThat(look(0, 0)).isFalse();
        assertThat(look(3_600_000, 0)).isFalse();
        assertThat(look(5000, 900)).isFalse();
        assertThat(look(5000, -900)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1100, -1100, 86_400_000, -86_400_000})
    void a_clock_that_was_set_is_noticed_once(long millis) {
        look(0, 0);
        assertThat(look(5000, millis)).isTrue();
        assertThat(look(5000, 0)).isFalse();
    }

    @Test
    void what_happened_between_two_looks_is_noticed_however_far_apart_they_are() {
        assertThat(watch.isFirst()).isTrue();
        look(0, 0);
        assertThat(watch.isFirst()).isFalse();
        assertThat(look(86_400_000, 3_600_000)).isTrue();
    }

    private boolean look(long passed, long set) {
        now = now.plus(Duration.ofMillis(passed + set));
        nanos += TimeUnit.MILLISECONDS.toNanos(passed);
        return watch.hasJumped(now, nanos);
    }
}
