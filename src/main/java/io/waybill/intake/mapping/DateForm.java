package io.waybill.intake.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A date, with or without a time, to Unix time. A date alone is the beginning of its day.
 *
 * @param written how it is written, for people
 * @param forms tried one after the other
 * @param zone where it is meant, for forms that do not say it
 */
record DateForm(String written, List<DateTimeFormatter> forms, ZoneId zone) implements Conversion {
    /** ISO 8601: a date, a date and a time, with or without an offset. */
    static final String ISO = "iso";
    /** Milliseconds since 1970. */
    static final String MILLISECONDS = "milliseconds";

    private static final DateTimeFormatter ISO_FORM = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern MILLIS = Pattern.compile("[1-9][0-9]{11,12}");

    /**
     * The formatter of a pattern of letters such as {@code dd.MM.yyyy HH:mm}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static DateTimeFormatter formatter(String pattern, Locale language) {
        if (pattern.equals(ISO)) {
            return ISO_FORM;
        }
        if (pattern.equals(MILLISECONDS)) {
            return null;
        }
        // a year of an era is no date to the strict style, which alone refuses the 31st of April
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern.replace('y', 'u'))
                .toFormatter(language)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** Whether a pattern gives a date at all. */
    static boolean namesDay(DateTimeFormatter form) {
        try {
            return form.parse(form.format(Instant.EPOCH.atZone(ZoneId.of("UTC"))))
                            .query(TemporalQueries.localDate())
                    != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Override
    public String convert(String text) throws NotConvertible {
        for (DateTimeFormatter form : forms) {
            if (form == null) {
                if (MILLIS.matcher(text).matches()) {
                    return text.substring(0, text.length() - 3);
                }
            } else {
                try {
                    return Long.toString(seconds(form.parse(text)));
                } catch (DateTimeException e) {
                    continue;
                }
            }
        }
        throw new NotConvertible("a date written " + written);
    }

    private long seconds(TemporalAccessor parsed) {
        LocalDate day = LocalDate.from(parsed);
        LocalTime time = parsed.query(TemporalQueries.localTime());
        LocalDateTime local = day.atTime(time == null ? LocalTime.MIN : time);
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            return local.toEpochSecond(java.time.ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS)));
        }
        ZoneId own = parsed.query(TemporalQueries.zone());
        return local.atZone(own == null ? zone : own).toEpochSecond();
    }
}
