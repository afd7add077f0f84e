package io.waybill.signing;

/** JSON decimals as the API gets them: exact, without exponent and trailing zeros. Text in, text out: never a float. */
final class PlainDecimal {
    /** The most characters a number may have when written out. */
    static final int LONGEST = 1000;

    private PlainDecimal() {}

    /**
     * {@code 1500.0} gives {@code 1500}, {@code 1E3} gives {@code 1000}, {@code -0.0} gives {@code -0} as in PHP.
     *
     * @param json a number as JSON's grammar allows it
     * @return the number, or null if it would have more than about {@link #LONGEST} characters
     */
    static String of(String json) {
        int exponentAt = Math.max(json.indexOf('e'), json.indexOf('E'));
        if (exponentAt < 0 && !json.endsWith("0")) {
            return json;
        }
        int end = exponentAt < 0 ? json.length() : exponentAt;
        String sign = json.startsWith("-") ? "-" : "";
        int dot = json.indexOf('.');
        String whole = json.substring(sign.length(), dot < 0 ? end : dot);
        String digits = dot < 0 ? whole : whole + json.substring(dot + 1, end);

        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        if (first == digits.length()) {
            return sign + "0";
        }
        int last = digits.length();
        while (digits.charAt(last - 1) == '0') {
            last--;
        }
        long point = whole.length() - first + exponent(json, exponentAt);
        String significant = digits.substring(first, last);
        if (Math.abs(point) > LONGEST || significant.length() > LONGEST) {
            return null;
        }
        return sign + place(significant, (int) point);
    }

    /** The digits with the decimal point before the one with that index, which may lie outside of them. */
    private static String place(String digits, int point) {
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length());
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }

    private static long exponent(String json, int exponentAt) {
        if (exponentAt < 0) {
            return 0;
        }
        try {
            return Integer.parseInt(json.substring(exponentAt + 1));
        } catch (NumberFormatException beyondAnyUse) {
            return json.charAt(exponentAt + 1) == '-' ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        }
    }
}
