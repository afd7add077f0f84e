package io.waybill.order;

/**
 * One thing that is wrong with one order, in words for the person who wrote it.
 *
 * @param field the field's name as the document has it, or empty where the fault is the order's as a whole
 * @param found what stands there, shortened; never a secret
 * @param expected what should stand there, in a clause that can follow "expected"
 * @param source where the field came from, in the names of whoever wrote the document, where a mapping gave it another;
 *     else null
 */
public record Fault(String field, String found, String expected, String source) {
    private static final int SHOWN = 60;

    /** A fault of a field that has its own name in the document. */
    public Fault(String field, String found, String expected) {
        this(field, found, expected, null);
    }

    /** A fault whose found text is shortened and freed of control characters for display. */
    public static Fault of(String field, String found, String expected) {
        return new Fault(field, excerpt(found), expected);
    }

    /** This fault of a field that came from there. */
    public Fault from(String partnerNames) {
        return new Fault(field, found, expected, partnerNames);
    }

    /** One sentence without document and position, which the caller knows. */
    public String sentence() {
        String where = field.isEmpty() ? "" : field + (source == null ? "" : " (from " + source + ")") + ": ";
        return where + "found " + found + ", expected " + expected;
    }

    /** A quoted, one-line, length-limited rendering of any text; {@code nothing} for null. */
    public static String excerpt(String text) {
        if (text == null) {
            return "nothing";
        }
        StringBuilder out = new StringBuilder("\"");
        int shown = 0;
        for (int i = 0; i < text.length() && shown < SHOWN; shown++) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            out.appendCodePoint(Character.isISOControl(point) || point == 0x2028 || point == 0x2029 ? ' ' : point);
        }
        out.append('"');
        if (text.codePointCount(0, text.length()) > SHOWN) {
            out.append("... (").append(text.length()).append(" characters)");
        }
        return out.toString();
    }
}
