package io.waybill.outcome;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as receipts show them: {@code 2026-07-01T09:30:00.000Z}, always with milliseconds. */
public final class UtcTime {
    private static final DateTimeFormatter ANY = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    private UtcTime() {}

    /** By hand for common years, because a formatter costs more than the rest of a receipt. */
    public static String text(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        if (time.getYear() < 1000 || time.getYear() > 9999) {
            return ANY.format(instant.atOffset(ZoneOffset.UTC));
        }
        char[] out = new char[24];
        put(out, 0, 4, time.getYear(), '-');
        put(out, 5, 2, time.getMonthValue(), '-');
        put(out, 8, 2, time.getDayOfMonth(), 'T');
        put(out, 11, 2, time.getHour(), ':');
        put(out, 14, 2, time.getMinute(), ':');
        put(out, 17, 2, time.getSecond(), '.');
        put(out, 20, 3, instant.getNano() / 1_000_000, 'Z');
        return new String(out);
    }

    private static void put(char[] out, int at, int digits, int number, char behind) {
        int rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            out[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        out[at + digits] = behind;
    }
}
