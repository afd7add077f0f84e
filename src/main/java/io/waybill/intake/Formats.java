package io.waybill.intake;

import io.waybill.order.FieldNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Tells a document's format by its name's ending and its first bytes. */
public final class Formats {
    /** How many of a document's first bytes are enough to tell its format. */
    public static final int HEAD_BYTES = 1 << 16;

    private static final Set<String> JSON_ENDINGS = Set.of("json", "jsonl", "ndjson");
    private static final Set<String> CSV_ENDINGS = Set.of("csv", "tsv");
    private static final String ACCEPTED =
            "expected orders as JSON (.json), JSON Lines (.jsonl, .ndjson) or CSV (.csv, .tsv), or one of these as .txt";

    private Formats() {}

    /**
     * The format of a file.
     *
     * @param name the name it came under, without folders; where it lies now may be called otherwise
     * @throws UnreadableDocumentException if it is none of ours, with what it was taken for
     * @throws IOException if it cannot be opened
     */
    public static Format detect(String name, Path file) throws UnreadableDocumentException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return detect(name, in.readNBytes(HEAD_BYTES));
        }
    }

    /**
     * The format of a document.
     *
     * @param name the name it came under, without folders; a name without an ending leaves it to the content
     * @param head its first {@link #HEAD_BYTES} bytes, or all if it has less
     * @throws UnreadableDocumentException if it is none of ours, with what it was taken for
     */
    public static Format detect(String name, byte[] head) throws UnreadableDocumentException {
        ForeignFormat foreign = ForeignFormat.of(head).orElse(null);
        if (foreign != null) {
            throw new UnreadableDocumentException("The document is " + foreign.words() + "; " + ACCEPTED + ".");
        }
        Utf8Text.refuseOtherEncodings(head);
        String text = text(head);
        if (text.startsWith("<")) {
            throw new UnreadableDocumentException(
                    "The document is " + ForeignFormat.MARKUP.words() + "; " + ACCEPTED + ".");
        }
        String ending = ending(name);
        if (CSV_ENDINGS.contains(ending)) {
            return Format.CSV;
        }
        boolean lines = ending.equals("jsonl") || ending.equals("ndjson");
        if (JSON_ENDINGS.contains(ending)) {
            return json(text, lines);
        }
        if (!ending.isEmpty() && !ending.equals("txt")) {
            throw new UnreadableDocumentException("The document is taken for a file of another kind by its ending \"."
                    + FieldNames.shown(ending) + "\"; " + ACCEPTED + ".");
        }
        return text.startsWith("{") || text.startsWith("[") ? json(text, false) : Format.CSV;
    }

    // Many objects one on a line are JSON Lines under any name, and an object over many lines never is.
    private static Format json(String text, boolean namedLines) {
        try {
            JsonScanner scanner = new JsonScanner(new StringReader(text));
            int first = scanner.peek();
            long begin = scanner.line();
            boolean whole = scanner.value().whole();
            boolean onOneLine = scanner.line() == begin;
            if (first == '{' && whole && onOneLine && scanner.peek() == '{' && scanner.line() > begin) {
                return Format.JSON_LINES;
            }
            String firstLine = text.lines().findFirst().orElse("").strip();
            boolean spread = firstLine.equals("{") || firstLine.equals("[");
            return namedLines && !spread ? Format.JSON_LINES : Format.JSON;
        } catch (IOException e) {
            throw new IllegalStateException("text in memory cannot be read", e);
        }
    }

    private static String text(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).stripLeading();
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 1 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
