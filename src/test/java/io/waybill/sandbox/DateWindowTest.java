package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DateWindowTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2024-03-15T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void is_today_until_now_without_dates() {
        assertThat(window("", "")).isEqualTo(between("2024-03-15T00:00:00Z", "2024-03-15T12:00:00Z"));
    }

    @Test
    void holds_both_days_whole() {
        DateWindow window = window("01.03.2024", "03.03.2024");

        assertThat(window).isEqualTo(between("2024-03-01T00:00:00Z", "2024-03-03T23:59:59Z"));
        assertThat(window.holds(window.from())).isTrue();
        assertThat(window.holds(window.to())).isTrue();
        assertThat(window.holds(window.from() - 1)).isFalse();
        assertThat(window.holds(window.to() + 1)).isFalse();
    }

    @Test
    void runs_until_now_without_an_end() {
        assertThat(window("14.03.2024", "")).isEqualTo(between("2024-03-14T00:00:00Z", "2024-03-15T12:00:00Z"));
    }

    @Test
    void is_cut_at_its_start_when_longer_than_a_month() {
        assertThat(window("01.01.2020", "10.03.2024"))
                .isEqualTo(between("2024-02-10T00:00:00Z", "2024-03-10T23:59:59Z"));
        assertThat(window("", "10.03.2024")).isEqualTo(between("2024-02-10T00:00:00Z", "2024-03-10T23:59:59Z"));
    }

    @Test
    void refuses_what_is_no_date() {
        assertThatThrownBy(() -> window("2024-03-01", "")).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> window("", "31.02.2024")).isInstanceOf(DateTimeException.class);
    }

    private static DateWindow window(String begin, String end) {
        return DateWindow.of(begin, end, NOON);
    }

    private static DateWindow between(String from, String to) {
        return new DateWindow(
                Instant.parse(from).getEpochSecond(), Instant.parse(to).getEpochSecond());
    }
}
