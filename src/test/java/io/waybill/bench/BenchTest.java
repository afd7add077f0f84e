package io.waybill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchTest {
    @Test
    void the_ratio_is_the_median_of_the_rounds_ratios() throws Exception {
        Readings readings = new Readings();
        readings.note("one", "ms", 3);
        readings.note("one", "ms", 1);
        readings.note("one", "ms", 8);
        readings.note("other", "ms", 1);
        readings.note("other", "ms", 1);
        readings.note("other", "ms", 4);

        assertThat(readings.median("one")).isEqualTo(3);
        // of the ratios 3, 1 and 2, not of the medians
        assertThat(readings.value(Aim.atMost("one", "other", 2))).isEqualTo(2);
        assertThat(Aim.atMost("one", "other", 2).reachedBy(2)).isTrue();
        assertThat(Aim.atLeast("one", null, 4).reachedBy(3)).isFalse();
        assertThat(Aim.told("one", null).reachedBy(3)).isNull();
    }
}
