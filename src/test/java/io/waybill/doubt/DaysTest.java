package io.waybill.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DaysTest {
    @Test
    void a_moment_is_covered_with_a_day_on_either_side() {
        Instant late = Instant.parse("2026-02-28T23:59:59Z");

        assertThat(Days.covering(late, late.plusSeconds(2))).isEqualTo(days("2026-02-27", "2026-03-02"));
    }

    @Test
    void days_are_written_as_the_api_takes_them() {
        assertThat(days("2026-02-27", "2026-03-02").begin()).isEqualTo("27.02.2026");
        assertThat(days("2026-02-27", "2026-03-02").end()).isEqualTo("02.03.2026");
    }

    @Test
    void a_doubt_needs_the_days_of_its_send_and_those_of_its_own_time() {
        Doubt plain = Sample.tagged();
        Doubt dated = new Doubt(
                plain.marker(),
                plain.account(),
                plain.email(),
                plain.place(),
                "",
                Instant.parse("2024-01-01T00:00:00Z"),
                plain.sentAt(),
                plain.endedAt(),
                false,
                null);

        assertThat(Days.covering(plain)).containsExactly(days("2026-03-09", "2026-03-11"));
        assertThat(Days.covering(dated))
                .containsExactlyInAnyOrder(days("2026-03-09", "2026-03-11"), days("2023-12-31", "2024-01-02"));
    }

    @Property
    void pages_hold_exactly_the_days_of_all_spans(
            @ForAll("spans") List<Days> spans, @ForAll @IntRange(min = 1, max = 28) int longest) {
        List<Days> pages = Days.pages(spans, longest);

        List<LocalDate> listed = new ArrayList<>();
        for (Days page : pages) {
            assertThat(each(page)).hasSizeBetween(1, longest);
            listed.addAll(each(page));
        }
        Set<LocalDate> wanted = new TreeSet<>();
        spans.forEach(span -> wanted.addAll(each(span)));
        // in order, and none twice
        assertThat(listed).containsExactlyElementsOf(wanted);
    }

    @Property
    void there_is_no_page_more_than_it_takes(
            @ForAll("spans") List<Days> spans, @ForAll @IntRange(min = 1, max = 28) int longest) {
        Set<LocalDate> wanted = new TreeSet<>();
        spans.forEach(span -> wanted.addAll(each(span)));
        int needed = 0;
        LocalDate begun = null;
        LocalDate before = null;
        for (LocalDate day : wanted) {
            if (begun == null
                    || !before.plusDays(1).equals(day)
                    || begun.plusDays(longest).equals(day)) {
                needed++;
                begun = day;
            }
            before = day;
        }

        assertThat(Days.pages(spans, longest)).hasSize(needed);
    }

    @Provide
    Arbitrary<List<Days>> spans() {
        LocalDate origin = LocalDate.of(2026, 1, 30);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 40))
                .as((from, more) -> new Days(origin.plusDays(from), origin.plusDays(from + (long) more)))
                .list()
                .ofMaxSize(6);
    }

    private static List<LocalDate> each(Days days) {
        return days.first().datesUntil(days.last().plusDays(1)).toList();
    }

    private static Days days(String first, String last) {
        return new Days(LocalDate.parse(first), LocalDate.parse(last));
    }
}
