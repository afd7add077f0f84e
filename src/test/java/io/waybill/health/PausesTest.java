package io.waybill.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {
    @ParameterizedTest
    @CsvSource({"0, PT0.2S", "1, PT30S", "2, PT1M", "3, PT2M", "4, PT4M", "5, PT8M", "6, PT10M", "1000000000, PT10M"})
    void the_first_question_comes_at_once_and_each_further_one_after_twice_the_pause(int asked, Duration pause) {
        assertThat(Pauses.STANDARD.before(asked)).isEqualTo(pause);
    }

    @Test
    void pauses_that_are_none_are_refused() {
        assertThatThrownBy(() -> new Pauses(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pauses(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
