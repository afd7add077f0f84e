package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void the_limit_doubles_up_to_the_cap() {
        assertThat(Backoff.STANDARD.delay(1, 0.5)).isEqualTo(Duration.ofMillis(500));
        assertThat(Backoff.STANDARD.delay(2, 0.5)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Backoff.STANDARD.delay(5, 0.5)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Backoff.STANDARD.delay(9, 0.5)).isEqualTo(Duration.ofSeconds(128));
        assertThat(Backoff.STANDARD.delay(10, 0.5)).isEqualTo(Duration.ofSeconds(150));
        assertThat(Backoff.STANDARD.delay(Integer.MAX_VALUE, 0.5)).isEqualTo(Duration.ofSeconds(150));
    }

    @Property
    void it_is_never_negative_and_never_beyond_the_cap(
            @ForAll @IntRange(min = 1) int failures, @ForAll @IntRange(max = 999) int permille) {
        assertThat(Backoff.STANDARD.delay(failures, permille / 1000.0)).isBetween(Duration.ZERO, Duration.ofMinutes(5));
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> Backoff.STANDARD.delay(0, 0.5)).hasMessageContaining("failures");
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
