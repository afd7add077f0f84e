package io.waybill.intake.xlsx;

import io.waybill.intake.BrokenDocumentException;
import io.waybill.intake.Limits;
import io.waybill.intake.xml.XmlCursor;
import io.waybill.intake.xml.XmlCursor.At;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as workbooks write it: in runs of different looks, with readings for Japanese, and escapes of its own. */
final class RichText {
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private RichText() {}

    /**
     * The text of the element at whose begin the cursor stands, one character longer than an order may be at most; the
     * cursor stands at its end afterwards.
     */
    static String of(XmlCursor xml) throws BrokenDocumentException, IOException {
        StringBuilder text = new StringBuilder();
        boolean inText = false;
        for (int depth = 1; depth > 0; ) {
            At at = xml.next();
            if (at == At.BEGIN && xml.name().equals("rPh")) {
                xml.skip();
            } else if (at == At.BEGIN) {
                depth++;
                inText = xml.name().equals("t");
            } else if (at == At.END) {
                depth--;
                inText = false;
            } else if (inText) {
                keep(xml, text);
            }
        }
        return unescaped(text.toString());
    }

    /** The text of an element without parts. */
    static String plain(XmlCursor xml) throws BrokenDocumentException, IOException {
        StringBuilder text = new StringBuilder();
        for (At at = xml.next(); at != At.END; at = xml.next()) {
            if (at == At.BEGIN) {
                xml.skip();
            } else {
                keep(xml, text);
            }
        }
        return text.toString();
    }

    private static void keep(XmlCursor xml, StringBuilder text) {
        if (text.length() <= Limits.ORDER_CHARACTERS) {
            String more = xml.text();
            text.append(more, 0, Math.min(more.length(), Limits.ORDER_CHARACTERS + 1 - text.length()));
        }
    }

    /** Without the escapes for characters that XML cannot write. */
    static String unescaped(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return ESCAPE.matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(escape.group(1), 16))));
    }
}
