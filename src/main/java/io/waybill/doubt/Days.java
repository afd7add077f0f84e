package io.waybill.doubt;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Days in a row, as {@code getOrdersWithGoods} takes them. In which zone the far end's days begin is not known: a span
 * that is to cover a moment goes a day beyond it on either side.
 *
 * @param first the first day
 * @param last the last day, included
 */
record Days(LocalDate first, LocalDate last) {
    private static final DateTimeFormatter API = DateTimeFormatter.ofPattern("dd.MM.uuuu");

    /** The days that cover a time, whatever the zone. */
    static Days covering(Instant from, Instant to) {
        return new Days(day(from).minusDays(1), day(to).plusDays(1));
    }

    /** All days on which a doubt's order may be listed: by its own time of creation, and by that of the send. */
    static List<Days> covering(Doubt doubt) {
        List<Days> spans = new ArrayList<>();
        spans.add(covering(doubt.sentAt(), doubt.endedAt()));
        if (doubt.created() != null) {
            spans.add(covering(doubt.created(), doubt.created()));
        }
        return spans;
    }

    /** The fewest spans of at most so many days that hold all of these; none overlaps another. */
    static List<Days> pages(Collection<Days> spans, int longest) {
        List<Days> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparing(Days::first).thenComparing(Days::last));
        List<Days> pages = new ArrayList<>();
        LocalDate covered = LocalDate.MIN;
        for (Days span : sorted) {
            LocalDate from = span.first.isAfter(covered) ? span.first : covered.plusDays(1);
            while (!from.isAfter(span.last)) {
                Days before = pages.isEmpty() ? null : pages.get(pages.size() - 1);
                boolean joins = before != null
                        && before.last.plusDays(1).equals(from)
                        && before.first.plusDays(longest).isAfter(from);
                LocalDate first = joins ? before.first : from;
                LocalDate end = first.plusDays(longest - 1L);
                Days page = new Days(first, end.isBefore(span.last) ? end : span.last);
                if (joins) {
                    pages.set(pages.size() - 1, page);
                } else {
                    pages.add(page);
                }
                covered = page.last;
                from = covered.plusDays(1);
            }
        }
        return pages;
    }

    boolean meets(Days other) {
        return !first.isAfter(other.last) && !last.isBefore(other.first);
    }

    /** The first day as the API writes it. */
    String begin() {
        return API.format(first);
    }

    /** The last day as the API writes it. */
    String end() {
        return API.format(last);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
