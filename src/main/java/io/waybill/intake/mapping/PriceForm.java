package io.waybill.intake.mapping;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A price as people write it, with a decimal comma or point, thousands separators and perhaps a currency.
 *
 * @param comma whether a comma stands before the decimals, and not a point
 * @param currency what may stand before or behind the number
 */
record PriceForm(boolean comma, List<String> currency) implements Conversion {
    private static final Pattern WITH_COMMA = form("[. '’]", ",");
    private static final Pattern WITH_POINT = form("[, '’]", "\\.");
    private static final Pattern ODD_SPACES = Pattern.compile("[\\u00A0\\u2009\\u202F]");
    private static final Pattern SUPERFLUOUS_ZEROS = Pattern.compile("(?<=^[0-9]{2})0+$");

    private static Pattern form(String thousands, String decimal) {
        return Pattern.compile(
                "([0-9]{1,3}(" + thousands + ")[0-9]{3}(?:\\2[0-9]{3})*|[0-9]+)(?:" + decimal + "([0-9]+))?");
    }

    @Override
    public String convert(String text) throws NotConvertible {
        String number = withoutCurrency(ODD_SPACES.matcher(text).replaceAll(" ").strip());
        Matcher matcher = (comma ? WITH_COMMA : WITH_POINT).matcher(number);
        if (!matcher.matches()) {
            throw new NotConvertible("a price such as " + (comma ? "1.234,56" : "1,234.56")
                    + (currency.isEmpty() ? "" : ", perhaps with " + String.join(" or ", currency)));
        }
        String whole = matcher.group(1).replaceAll("[^0-9]", "");
        String decimals = matcher.group(3);
        return decimals == null
                ? whole
                : whole + "." + SUPERFLUOUS_ZEROS.matcher(decimals).replaceFirst("");
    }

    private String withoutCurrency(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String unit : currency) {
            String wanted = unit.toLowerCase(Locale.ROOT);
            if (lower.endsWith(wanted)) {
                return text.substring(0, text.length() - wanted.length()).strip();
            }
            if (lower.startsWith(wanted)) {
                return text.substring(wanted.length()).strip();
            }
        }
        return text;
    }
}
