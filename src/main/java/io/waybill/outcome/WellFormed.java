package io.waybill.outcome;

/** Makes any text writable as UTF-8, which halves of surrogate pairs are not. */
final class WellFormed {
    private WellFormed() {}

    /** The text itself, or a copy in which each half pair is replaced by U+FFFD. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return repaired(text);
            }
        }
        return text;
    }

    private static String repaired(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> out.appendCodePoint(isHalf(point) ? 0xFFFD : point));
        return out.toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
