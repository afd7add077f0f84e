package io.waybill.intake.sql;

import io.waybill.order.FieldKind;
import io.waybill.order.FieldRule;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** The values of a row as texts: exactly what the database has; times as Unix time where the field is one, else as ISO 8601. */
final class RowText {
    private final ZoneId zone;

    /** @param zone where times are meant that do not say it */
    RowText(ZoneId zone) {
        this.zone = zone;
    }

    /** The text of a column's value; null where it has none. */
    String of(String column, Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Double || value instanceof Float) {
            return real(value.toString());
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof java.sql.Date date) {
            return day(column, date.toLocalDate());
        }
        if (value instanceof LocalDate date) {
            return day(column, date);
        }
        ZonedDateTime time = time(value);
        return time == null ? value.toString() : isUnixTime(column) ? unix(time) : iso(time);
    }

    private static String real(String text) {
        try {
            return new BigDecimal(text).toPlainString().replaceAll("\\.0$", "");
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private String day(String column, LocalDate day) {
        return isUnixTime(column) ? unix(day.atStartOfDay(zone)) : day.toString();
    }

    private ZonedDateTime time(Object value) {
        if (value instanceof Timestamp timestamp) {
            return timestamp.toInstant().atZone(zone);
        }
        if (value instanceof java.util.Date date && !(value instanceof java.sql.Time)) {
            return Instant.ofEpochMilli(date.getTime()).atZone(zone);
        }
        if (value instanceof LocalDateTime local) {
            return local.atZone(zone);
        }
        if (value instanceof OffsetDateTime offset) {
            return offset.toZonedDateTime();
        }
        if (value instanceof Instant instant) {
            return instant.atZone(zone);
        }
        return value instanceof ZonedDateTime zoned ? zoned : null;
    }

    private static boolean isUnixTime(String column) {
        return FieldRule.named(column)
                .map(rule -> rule.kind() == FieldKind.UNIX_TIME || rule.kind() == FieldKind.TIMER)
                .orElse(false);
    }

    private static String unix(ZonedDateTime time) {
        return Long.toString(time.toEpochSecond());
    }

    private static String iso(ZonedDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.truncatedTo(ChronoUnit.SECONDS));
    }
}
