package io.waybill.intake.xlsx;

import io.waybill.intake.xlsx.FormatSection.Kind;
import io.waybill.intake.xlsx.FormatSection.Token;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows numbers as dates and times, as a format code says. Where what a person sees depends on the machine (names of
 * months and days, dates as the system is set), a date is shown as 2024-12-31.
 */
final class DateFormat implements CellFormat {
    private static final BigDecimal MILLIS = BigDecimal.valueOf(86_400_000);
    private static final BigDecimal BEHIND_LAST_DAY = BigDecimal.valueOf(2_958_466);
    private static final LocalDate FIRST_OF_1904 = LocalDate.of(1904, 1, 1);
    private static final LocalDate FIRST_OF_1900 = LocalDate.of(1899, 12, 31);
    private static final int LEAP_DAY_THAT_NEVER_WAS = 60;
    private static final String PARTS = "ymdhs";
    private static final String ISO_DATE = "yyyy-mm-dd";

    /** A part of the shown text: a run of one letter, or text as it is. */
    private record Part(char letter, int length, String text) {
        static Part literal(String text) {
            return new Part(' ', 0, text);
        }
    }

    private final List<Part> parts;
    private final boolean from1904;
    private final boolean halfDays;
    private final boolean fractions;

    private DateFormat(List<Part> parts, boolean from1904) {
        this.parts = parts;
        this.from1904 = from1904;
        this.halfDays = parts.stream().anyMatch(part -> part.letter() == 'a');
        this.fractions = parts.stream().anyMatch(part -> part.letter() == '0');
    }

    /** True if the code is one of dates or times. */
    static boolean isDate(FormatSection code) {
        return code.has(Kind.ELAPSED)
                || code.has(Kind.SYSTEM)
                || code.hasCode("yYmMdDhHsS") && !code.hasCode("0#?G")
                || code.hasCode("sS") && code.hasCode("0") && !code.hasCode("#?G");
    }

    static CellFormat of(FormatSection code, boolean from1904) {
        if (code.has(Kind.SYSTEM)) {
            boolean time = code.tokens().stream().anyMatch(token -> token.text().equals("f400"));
            return new DateFormat(
                    parts(FormatSection.of(time ? "hh:mm:ss" : ISO_DATE).get(0)), from1904);
        }
        List<Part> parts = parts(code);
        boolean names =
                parts.stream().anyMatch(part -> (part.letter() == 'm' || part.letter() == 'd') && part.length() > 2);
        if (names) {
            boolean time = parts.stream().anyMatch(part -> part.letter() == 'h');
            return new DateFormat(
                    parts(FormatSection.of(ISO_DATE + (time ? " hh:mm" : "")).get(0)), from1904);
        }
        return new DateFormat(parts, from1904);
    }

    private static List<Part> parts(FormatSection code) {
        List<Part> parts = new ArrayList<>();
        List<Token> tokens = code.tokens();
        for (int i = 0; i < tokens.size(); ) {
            Token token = tokens.get(i);
            int end = i + 1;
            if (token.kind() == Kind.ELAPSED) {
                parts.add(new Part(
                        Character.toUpperCase(token.text().charAt(0)),
                        token.text().length(),
                        ""));
            } else if (token.kind() != Kind.CODE) {
                parts.add(Part.literal(token.text()));
            } else if (isHalfDay(tokens, i)) {
                end = i + 5;
                parts.add(new Part('a', 1, ""));
            } else {
                String letter = token.text().toLowerCase(Locale.ROOT);
                while (end < tokens.size()
                        && tokens.get(end).kind() == Kind.CODE
                        && tokens.get(end).text().equalsIgnoreCase(letter)) {
                    end++;
                }
                boolean part = PARTS.contains(letter) || letter.equals("0");
                parts.add(part ? new Part(letter.charAt(0), end - i, "") : Part.literal(letter.repeat(end - i)));
            }
            i = end;
        }
        tellMinutes(parts);
        return parts;
    }

    private static boolean isHalfDay(List<Token> tokens, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < Math.min(tokens.size(), from + 5); i++) {
            text.append(tokens.get(i).text());
        }
        return text.toString().equalsIgnoreCase("AM/PM");
    }

    // m is a minute behind an hour and before a second, else a month
    private static void tellMinutes(List<Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).letter() == 'm' && (isNext(parts, i, -1, "hH") || isNext(parts, i, 1, "s"))) {
                parts.set(i, new Part('n', parts.get(i).length(), ""));
            }
        }
    }

    private static boolean isNext(List<Part> parts, int from, int step, String letters) {
        int i = from + step;
        while (i >= 0 && i < parts.size() && parts.get(i).letter() == ' ') {
            i += step;
        }
        return i >= 0 && i < parts.size() && letters.indexOf(parts.get(i).letter()) >= 0;
    }

    @Override
    public String shown(BigDecimal value) {
        if (value.signum() < 0 || value.compareTo(BEHIND_LAST_DAY) >= 0) {
            return null;
        }
        long exact = value.multiply(MILLIS).setScale(0, RoundingMode.HALF_UP).longValueExact();
        long millis = fractions ? exact : (exact + 500) / 1_000 * 1_000;
        LocalDateTime time = time(millis);
        if (time == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(shown(part, time, millis));
        }
        return text.toString().strip();
    }

    private LocalDateTime time(long millis) {
        long day = millis / 86_400_000;
        LocalTime time = LocalTime.ofNanoOfDay(millis % 86_400_000 * 1_000_000);
        if (from1904) {
            return FIRST_OF_1904.plusDays(day).atTime(time);
        }
        boolean dated = parts.stream().anyMatch(part -> "ymd".indexOf(part.letter()) >= 0);
        if (dated && (day == 0 || day == LEAP_DAY_THAT_NEVER_WAS)) {
            return null;
        }
        return FIRST_OF_1900
                .plusDays(day > LEAP_DAY_THAT_NEVER_WAS ? day - 1 : day)
                .atTime(time);
    }

    private String shown(Part part, LocalDateTime time, long millis) {
        int hour = time.getHour();
        return switch (part.letter()) {
            case 'y' -> part.length() > 2 ? Integer.toString(time.getYear()) : padded(time.getYear() % 100, 2);
            case 'm' -> padded(time.getMonthValue(), part.length());
            case 'd' -> padded(time.getDayOfMonth(), part.length());
            case 'h' -> padded(halfDays ? (hour + 11) % 12 + 1 : hour, part.length());
            case 'n' -> padded(time.getMinute(), part.length());
            case 's' -> padded(time.getSecond(), part.length());
            case 'a' -> hour < 12 ? "AM" : "PM";
            case '0' -> padded(time.getNano() / 1_000_000, 3).substring(0, Math.min(3, part.length()));
            case 'H' -> padded(millis / 3_600_000, part.length());
            case 'M' -> padded(millis / 60_000, part.length());
            case 'S' -> padded(millis / 1_000, part.length());
            default -> part.text();
        };
    }

    private static String padded(long number, int length) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, Math.min(length, 3) - digits.length())) + digits;
    }
}
