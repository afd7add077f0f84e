package io.waybill.intake;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Tells a CSV document's delimiter by its first row. */
final class CsvDelimiter {
    private static final char[] CANDIDATES = {',', ';', '\t'};
    private static final int PREVIEW = 1 << 16;
    private static final int CHUNK = 1 << 12;

    private CsvDelimiter() {}

    /**
     * The delimiter under which the first row has the most known names, or else the most columns; a comma if there is
     * none.
     *
     * @param text stands at the document's begin, also afterwards; must support mark
     * @param known tells the names that mean something
     */
    static char of(Reader text, Predicate<String> known) throws IOException {
        String preview = preview(text);
        char best = CANDIDATES[0];
        long most = 0;
        for (char candidate : CANDIDATES) {
            List<String> names = names(preview, candidate);
            long score = names.stream().filter(known).count() * PREVIEW + names.size();
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }

    private static String preview(Reader text) throws IOException {
        StringBuilder preview = new StringBuilder();
        char[] part = new char[CHUNK];
        text.mark(PREVIEW);
        for (int more = 0; more >= 0; more = text.read(part, 0, Math.min(CHUNK, PREVIEW - preview.length()))) {
            preview.append(part, 0, more);
            if (preview.length() == PREVIEW) {
                break;
            }
        }
        text.reset();
        return preview.toString();
    }

    private static List<String> names(String preview, char delimiter) throws IOException {
        try {
            TableRow first = CsvDocument.nextFilled(new CsvScanner(new StringReader(preview), delimiter));
            return first == null ? List.of() : first.cells();
        } catch (BrokenDocumentException e) {
            String firstLine = preview.lines().findFirst().orElse("");
            return List.of(firstLine.split(Pattern.quote(Character.toString(delimiter))));
        }
    }
}
