package io.waybill.sandbox;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/**
 * The days asked for by {@code getOrdersWithGoods}, in UTC: at most a month, cut at the start; without dates today,
 * without an end until now.
 *
 * @param from the first second that counts, Unix time
 * @param to the last second that counts, Unix time
 */
record DateWindow(long from, long to) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd.MM.uuuu").withResolverStyle(ResolverStyle.STRICT);

    /**
     * The window of two texts, {@code dd.mm.yyyy} or empty.
     *
     * @throws DateTimeException when a text is no such date
     */
    static DateWindow of(String begin, String end, Clock clock) {
        LocalDateTime now = LocalDateTime.ofEpochSecond(clock.instant().getEpochSecond(), 0, ZoneOffset.UTC);
        LocalDateTime last = end.isEmpty() ? now : LocalDate.parse(end, DAY).atTime(23, 59, 59);
        LocalDateTime earliest = last.minusMonths(1).toLocalDate().atStartOfDay();
        LocalDateTime start;
        if (!begin.isEmpty()) {
            start = LocalDate.parse(begin, DAY).atStartOfDay();
        } else {
            start = end.isEmpty() ? now.toLocalDate().atStartOfDay() : earliest;
        }
        LocalDateTime first = start.isBefore(earliest) ? earliest : start;
        return new DateWindow(first.toEpochSecond(ZoneOffset.UTC), last.toEpochSecond(ZoneOffset.UTC));
    }

    boolean holds(long second) {
        return from <= second && second <= to;
    }
}
