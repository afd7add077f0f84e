package io.waybill.intake;

import io.waybill.order.Fault;
import io.waybill.order.FieldNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one order as a web form sends it, {@code application/x-www-form-urlencoded} with PHP's brackets. Fields that
 * were left empty are not there; {@code goods[]} counts on from the last product.
 */
final class FormReader implements DocumentReader {
    // a letter that is not Latin is sent as six characters
    private static final int LONGEST = 6 * Limits.ORDER_CHARACTERS;
    private static final Pattern PART = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern NAME = Pattern.compile("([^\\[\\]]+)((?:\\[[^\\[\\]]*])*)");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,6}");

    @Override
    public End read(InputStream in, OrderSink sink) throws UnreadableDocumentException, IOException {
        String text = text(Utf8Text.of(in).reader());
        String form = text.strip();
        if (form.isEmpty()) {
            throw new UnreadableDocumentException("The document is empty; expected at least one order.");
        }
        Form order = new Form();
        if (text.length() > LONGEST) {
            order.fields.overflow("more than that", Limits.CHARACTERS_EXPECTED);
        } else if (form.chars().anyMatch(c -> c == '\n' || c == '\r')) {
            order.fields.fault(new Fault("", "a second line", "one order as name=text&name=text on one line"));
        } else {
            order.take(form);
        }
        sink.accept(order.fields.asRead(1, 1));
        return text.endsWith("\n") || text.endsWith("\r") ? End.WELL_FORMED : End.UNTERMINATED;
    }

    private static String text(Reader in) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] part = new char[1 << 13];
        for (int read = in.read(part); read >= 0 && text.length() <= LONGEST; read = in.read(part)) {
            text.append(part, 0, read);
        }
        return text.toString();
    }

    private static final class Form {
        final OrderFields fields = new OrderFields();
        private final Map<String, Integer> next = new HashMap<>();

        void take(String form) {
            for (int from = 0; from < form.length() && !fields.full(); ) {
                int ampersand = form.indexOf('&', from);
                int end = ampersand < 0 ? form.length() : ampersand;
                int equals = form.indexOf('=', from);
                int nameEnd = equals < 0 || equals > end ? end : equals;
                if (end > from) {
                    pair(form.substring(from, nameEnd), form.substring(Math.min(end, nameEnd + 1), end));
                }
                from = end + 1;
            }
        }

        private void pair(String writtenName, String writtenText) {
            String name = decoded(writtenName);
            String text = decoded(writtenText);
            if (name == null || text == null) {
                String shown = FieldNames.shown(name == null ? writtenName : name);
                fields.fault(new Fault(shown, "a % without two hex digits", "%25 for a percent sign"));
            } else if (!text.isEmpty()) {
                fields.take(flat(name), text);
            }
        }

        /** The name with numbers for the brackets that have none. */
        private String flat(String name) {
            Matcher parts = NAME.matcher(name);
            if (!parts.matches()) {
                return name;
            }
            StringBuilder flat = new StringBuilder(parts.group(1));
            Matcher part = PART.matcher(parts.group(2));
            while (part.find()) {
                String list = flat.toString();
                String key = part.group(1).isEmpty() ? Integer.toString(next.getOrDefault(list, 0)) : part.group(1);
                if (INDEX.matcher(key).matches()) {
                    next.merge(list, Integer.parseInt(key) + 1, Math::max);
                }
                flat.append('[').append(key).append(']');
            }
            return flat.toString();
        }

        /** The text, or null if it is no form encoding. Bytes that are not UTF-8 become U+FFFD. */
        private static String decoded(String written) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(written.length());
            for (int i = 0; i < written.length(); ) {
                int point = written.codePointAt(i);
                if (point == '%') {
                    int high = i + 2 < written.length() ? hex(written.charAt(i + 1)) : -1;
                    int low = i + 2 < written.length() ? hex(written.charAt(i + 2)) : -1;
                    if (high < 0 || low < 0) {
                        return null;
                    }
                    bytes.write(high << 4 | low);
                    i += 3;
                } else if (point < 0x80) {
                    bytes.write(point == '+' ? ' ' : point);
                    i++;
                } else {
                    bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                    i += Character.charCount(point);
                }
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }

        private static int hex(char c) {
            return c < 0x80 ? Character.digit(c, 16) : -1;
        }
    }
}
