package io.waybill.intake.xlsx;

import io.waybill.intake.BrokenDocumentException;
import io.waybill.intake.xml.XmlCursor;
import io.waybill.intake.xml.XmlCursor.At;
import io.waybill.order.Fault;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * One cell, and what a person sees in it.
 *
 * @param text what is seen; empty if nothing is, or if it is at fault
 * @param found what is wrong, in words, or null
 * @param expected what was expected instead
 */
record Cell(String text, String found, String expected) {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]{1,400}(?:\\.[0-9]{0,400})?|\\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?");
    private static final MathContext DIGITS_KEPT = new MathContext(15, RoundingMode.HALF_UP);
    private static final BigDecimal TOO_LARGE = BigDecimal.TEN.pow(15);

    private static Cell of(String text) {
        return new Cell(text, null, null);
    }

    private static Cell fault(String found, String expected) {
        return new Cell("", found, expected);
    }

    /** The cell at whose begin the cursor stands; the cursor stands at its end afterwards. */
    static Cell read(XmlCursor xml, SharedStrings strings, CellFormats formats)
            throws BrokenDocumentException, IOException {
        String type = xml.attribute("t") == null ? "n" : xml.attribute("t");
        String style = xml.attribute("s");
        String value = null;
        String inline = null;
        boolean formula = false;
        for (At at = xml.next(); at != At.END; at = xml.next()) {
            if (at != At.BEGIN) {
                continue;
            }
            switch (xml.name()) {
                case "v" -> value = RichText.plain(xml);
                case "is" -> inline = RichText.of(xml);
                case "f" -> {
                    formula = true;
                    xml.skip();
                }
                default -> xml.skip();
            }
        }
        if (type.equals("inlineStr")) {
            return of(inline == null ? "" : inline);
        }
        if (value == null || value.isEmpty() && !type.equals("str")) {
            return formula
                    ? fault("a formula without its value", "a file that a spreadsheet program has calculated and saved")
                    : of("");
        }
        return switch (type) {
            case "s" -> shared(value, strings);
            case "str" -> of(RichText.unescaped(value));
            case "b" -> of(value.strip().equals("1") || value.strip().equals("true") ? "TRUE" : "FALSE");
            case "e" -> fault("the error " + Fault.excerpt(value), "a value");
            case "n" -> number(value.strip(), formats.get(style));
            default -> of(value);
        };
    }

    private static Cell shared(String number, SharedStrings strings) throws IOException {
        String text = number.strip().matches("[0-9]{1,18}") ? strings.get(Long.parseLong(number.strip())) : null;
        return text == null
                ? fault("a text of number " + Fault.excerpt(number), "a number of one of the workbook's texts")
                : of(text);
    }

    private static Cell number(String written, CellFormat format) {
        if (!NUMBER.matcher(written).matches()) {
            return fault("a number cell with " + Fault.excerpt(written), "a number");
        }
        BigDecimal number = new BigDecimal(written);
        if (number.precision() - number.scale() > 400) {
            return fault("a number of more than 15 digits", "a number of at most 15, or a cell of text");
        }
        if (number.abs().compareTo(TOO_LARGE) >= 0) {
            return fault(
                    "a number of more than 15 digits, which a workbook does not hold exactly",
                    "a number of at most 15, or a cell of text");
        }
        String shown = format.shown(number.round(DIGITS_KEPT));
        return shown == null
                ? fault("the number " + Fault.excerpt(written) + " as a date", "a date that can be shown")
                : of(shown);
    }
}
