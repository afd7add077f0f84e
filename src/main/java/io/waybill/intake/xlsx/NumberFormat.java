package io.waybill.intake.xlsx;

import io.waybill.intake.xlsx.FormatSection.Kind;
import io.waybill.intake.xlsx.FormatSection.Token;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Shows numbers as a format code says: rounded to its decimals, with its leading zeros and its texts. What only helps
 * the eye is left out: separators of thousands, and signs of currencies. Where a code scales or bends a number
 * (thousands, fractions, exponents, conditions), it is shown plainly, with all its digits.
 */
final class NumberFormat implements CellFormat {
    private static final String PLACEHOLDERS = "0#?";
    private static final Set<String> CURRENCIES =
            Set.of("р.", "р", "руб.", "руб", "грн.", "грн", "тг", "EUR", "USD", "RUB", "UAH", "KZT", "GBP", "CHF");

    private final List<Section> sections = new ArrayList<>();

    private NumberFormat() {}

    /** The format that a code stands for. */
    static CellFormat of(List<FormatSection> code) {
        NumberFormat format = new NumberFormat();
        for (FormatSection section : code) {
            if (section.hasCode("@") && !format.sections.isEmpty()) {
                break;
            }
            if (section.conditional() || section.hasCode("EeG@/")) {
                return PLAIN;
            }
            Section parsed = Section.of(section);
            if (parsed == null) {
                return PLAIN;
            }
            format.sections.add(parsed);
        }
        return format;
    }

    @Override
    public String shown(BigDecimal value) {
        if (value.signum() < 0) {
            if (sections.size() > 1) {
                return sections.get(1).shown(value.negate());
            }
            String shown = sections.get(0).shown(value.negate());
            return shown.chars().anyMatch(c -> c >= '1' && c <= '9') ? "-" + shown : shown;
        }
        return sections.get(value.signum() == 0 && sections.size() > 2 ? 2 : 0).shown(value);
    }

    /** One section: places for digits and texts, before and behind the point. */
    private static final class Section {
        private final List<Token> whole = new ArrayList<>();
        private final List<Token> fraction = new ArrayList<>();
        private boolean point;
        private int percents;

        /** The section, or null if it cannot be shown digit by digit. */
        static Section of(FormatSection code) {
            Section section = new Section();
            Token last = null;
            for (Token token : code.tokens()) {
                if (token.is('.') && !section.point) {
                    section.point = true;
                } else if (token.is(',')) {
                    last = token;
                    continue;
                } else {
                    section.add(token);
                }
                if (last != null && !isPlace(token)) {
                    return null;
                }
                last = null;
            }
            return last == null ? section : null;
        }

        private void add(Token token) {
            if (token.is('%')) {
                percents++;
            }
            if (!isLeftOut(token)) {
                (point ? fraction : whole).add(token);
            }
        }

        private static boolean isPlace(Token token) {
            return token.kind() == Kind.CODE && PLACEHOLDERS.contains(token.text());
        }

        // A blank stays between digits, as in a telephone's number: it is taken off at the ends.
        private static boolean isLeftOut(Token token) {
            String text = token.text().strip();
            return token.kind() == Kind.CURRENCY
                    || CURRENCIES.contains(text)
                    || text.codePoints().anyMatch(c -> Character.getType(c) == Character.CURRENCY_SYMBOL);
        }

        String shown(BigDecimal value) {
            int decimals = (int) fraction.stream().filter(Section::isPlace).count();
            String digits = value.movePointRight(2 * percents)
                    .setScale(decimals, RoundingMode.HALF_UP)
                    .unscaledValue()
                    .toString();
            String padded = "0".repeat(Math.max(0, decimals - digits.length())) + digits;
            String integer = padded.substring(0, padded.length() - decimals);
            return (whole(integer.equals("0") ? "" : integer) + fraction(padded.substring(padded.length() - decimals)))
                    .strip();
        }

        private String whole(String integer) {
            StringBuilder reversed = new StringBuilder();
            int left = integer.length();
            long places = whole.stream().filter(Section::isPlace).count();
            if (places == 0 && point) {
                reversed.append(new StringBuilder(integer).reverse());
            }
            for (int i = whole.size() - 1; i >= 0; i--) {
                Token token = whole.get(i);
                if (!isPlace(token)) {
                    reversed.append(new StringBuilder(token.text()).reverse());
                    continue;
                }
                if (left > 0) {
                    reversed.append(integer.charAt(--left));
                } else if (token.is('0')) {
                    reversed.append('0');
                }
                if (--places == 0) {
                    reversed.append(new StringBuilder(integer.substring(0, left)).reverse());
                }
            }
            return reversed.reverse().toString();
        }

        private String fraction(String digits) {
            int shown = 0;
            int place = 0;
            for (Token token : fraction) {
                if (isPlace(token)) {
                    place++;
                    if (token.is('0') || digits.charAt(place - 1) != '0') {
                        shown = place;
                    }
                }
            }
            StringBuilder text = new StringBuilder(shown > 0 ? "." : "");
            place = 0;
            for (Token token : fraction) {
                if (!isPlace(token)) {
                    text.append(token.text());
                } else if (place++ < shown) {
                    text.append(digits.charAt(place - 1));
                }
            }
            return text.toString();
        }
    }
}
