package io.waybill.order;

import java.util.Optional;

/** What no text of an order may hold, whatever its field. */
final class TextRule {
    private static final int REPLACEMENT = 0xFFFD;

    private TextRule() {}

    /** What was expected instead of this text; empty if the text will do. */
    static Optional<String> missed(String text) {
        for (int i = 0; i < text.length(); ) {
            if (isPlain(text.charAt(i))) {
                i++;
                continue;
            }
            int point = text.codePointAt(i);
            if (point == REPLACEMENT || Character.getType(point) == Character.SURROGATE) {
                return Optional.of("text in UTF-8, but this is not UTF-8: save the document as UTF-8");
            }
            if (Character.isISOControl(point) && point != '\t' && point != '\n' && point != '\r') {
                return Optional.of("text without control characters (here U+%04X)".formatted(point));
            }
            i += Character.charCount(point);
        }
        return Optional.empty();
    }

    // nearly all that orders are made of
    private static boolean isPlain(char character) {
        return character >= ' ' && character < 0x7F;
    }
}
