package io.waybill.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values as people read them. */
final class Shown {
    private static final int LONGEST = 60;
    private static final int STEP = 1024;
    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};

    private Shown() {}

    /** Without the control characters that a partner's document may hold, and that would rule the terminal. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> plain.appendCodePoint(
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
                                ? 0xFFFD
                                : point));
        return plain.toString();
    }

    /** The beginning of a text that may be long. */
    static String brief(String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String label(String state) {
        return state == null ? null : state.replace('_', ' ');
    }

    /** A time of the API in this place's time; null where there is none. */
    static String time(String utc) {
        return utc == null
                ? null
                : DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
                        .format(Instant.parse(utc).atZone(ZoneId.systemDefault()));
    }

    /** How long something is ago, in its two largest units at most; null where there is no time. */
    static String age(String since, String now) {
        return since == null ? null : span(Duration.between(Instant.parse(since), Instant.parse(now)));
    }

    private static String span(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : Math.max(0, time.toSeconds()) + " s";
    }

    static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
    }
}
