package io.waybill.intake;

import io.waybill.order.FieldNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells what a document is: by its content type, else by its name's ending, else by its first bytes. */
public final class Formats {
    /** How many of a document's first bytes are enough to tell its format. */
    public static final int HEAD_BYTES = 1 << 16;

    static final String ACCEPTED =
            "expected orders as JSON (.json), JSON Lines (.jsonl, .ndjson), CSV (.csv, .tsv), Excel (.xlsx), XML (.xml)"
                    + " or form data (.form), also as .gz or .zip, or a text of these as .txt";

    private static final Pattern FORM_BEGIN =
            Pattern.compile("[A-Za-z_]\\w{0,99}(?:(?:\\[|%5[Bb])[^&=\\s]{0,99})?=.*", Pattern.DOTALL);
    private static final Pattern HTML_BEGIN =
            Pattern.compile("<(?:!doctype\\s+html|html)\\b.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private Formats() {}

    /** Whether documents of that media type are taken, or nothing is said by it; null says nothing. */
    public static boolean isTaken(String contentType) {
        return contentType == null || Kind.ofContentType(contentType) != null || saysNothing(contentType);
    }

    private static boolean saysNothing(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.equals("application/octet-stream") || type.equals("text/plain");
    }

    /** The ending of the name of a document of that media type, with its dot; empty where the type does not say it. */
    public static String endingFor(String contentType) {
        Kind kind = Kind.ofContentType(contentType);
        return kind == null ? "" : "." + kind.ending();
    }

    /**
     * The format of a file that is not packed.
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
     * The format of a document that is not packed; see {@link #take}.
     *
     * @throws UnreadableDocumentException also if it is packed
     */
    public static Format detect(String name, byte[] head) throws UnreadableDocumentException {
        Taken taken = take(null, name, head);
        if (taken.format() == null) {
            throw new UnreadableDocumentException(
                    "The document is " + taken.kind().words() + "; " + ACCEPTED + ".");
        }
        return taken.format();
    }

    /**
     * What a document is taken for.
     *
     * @param contentType what its sender called it, or null; one that says nothing is passed over
     * @param name the name it came under, without folders; a name without an ending leaves it to the content
     * @param head its first {@link #HEAD_BYTES} bytes, or all if it has less
     * @throws UnreadableDocumentException if it is none of ours, with what it was taken for
     */
    static Taken take(String contentType, String name, byte[] head) throws UnreadableDocumentException {
        String text = text(head);
        Kind kind = Kind.ofContentType(contentType);
        String by = "its content type \"" + FieldNames.shown(String.valueOf(contentType)) + "\"";
        if (kind == null) {
            String ending = ending(name);
            kind = Kind.ofEnding(ending);
            by = "its ending \"." + FieldNames.shown(ending) + "\"";
            if (kind == null) {
                refuseForeign(text, head);
                if (!ending.isEmpty() && !ending.equals("txt")) {
                    throw new UnreadableDocumentException("The document is taken for a file of another kind by its"
                            + " ending \"." + FieldNames.shown(ending) + "\"; " + ACCEPTED + ".");
                }
                kind = ofContent(text, head);
                by = "its content";
            }
        }
        refuseOtherContent(kind, by, text, head);
        return new Taken(kind, kind.isJson() ? json(text, kind == Kind.JSON_LINES) : kind.format(), by);
    }

    /** True if a document of that name tells its own end: a file that was cut off can be told from a whole one. */
    public static boolean tellsItsEnd(String name) {
        Kind kind = Kind.ofEnding(ending(name));
        return kind != null && kind.tellsItsEnd();
    }

    private static void refuseForeign(String text, byte[] head) throws UnreadableDocumentException {
        ForeignFormat foreign = ForeignFormat.of(head).orElse(null);
        if (foreign != null && !foreign.mayBeOurs()) {
            throw new UnreadableDocumentException("The document is " + foreign.words() + "; " + ACCEPTED + ".");
        }
        if (HTML_BEGIN.matcher(text).matches()) {
            throw new UnreadableDocumentException("The document is a page of HTML; " + ACCEPTED + ".");
        }
    }

    private static Kind ofContent(String text, byte[] head) throws UnreadableDocumentException {
        ForeignFormat packed = ForeignFormat.of(head).orElse(null);
        if (packed == ForeignFormat.GZIP) {
            return Kind.GZIP;
        }
        if (packed == ForeignFormat.ZIP) {
            return ForeignFormat.isOffice(head) ? Kind.XLSX : Kind.ZIP;
        }
        Utf8Text.refuseOtherEncodings(head);
        if (text.startsWith("{") || text.startsWith("[")) {
            return Kind.JSON;
        }
        if (text.startsWith("<")) {
            return Kind.XML;
        }
        return FORM_BEGIN.matcher(text).matches() ? Kind.FORM : Kind.CSV;
    }

    private static void refuseOtherContent(Kind kind, String by, String text, byte[] head)
            throws UnreadableDocumentException {
        ForeignFormat found = ForeignFormat.of(head).orElse(text.startsWith("<") ? ForeignFormat.MARKUP : null);
        boolean fits = kind.begin() == null ? found == null : found == kind.begin();
        if (head.length > 0 && !fits && (found != null || kind.isPacked())) {
            throw new UnreadableDocumentException("The document is taken for " + kind.words() + " by " + by
                    + ", but it is " + (found == null ? "none" : found.words()) + "; " + ACCEPTED + ".");
        }
        if (kind.isText()) {
            Utf8Text.refuseOtherEncodings(head);
        }
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

    static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 1 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
