package io.waybill.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is no plain text, told by its first bytes: what people drop by mistake, and what we unpack. */
enum ForeignFormat {
    OPEN_DOCUMENT("an OpenDocument file (.ods)", ""),
    PDF("a PDF", "%PDF"),
    ZIP("an Excel workbook or another zip archive", "PK\u0003\u0004"),
    OLE("an old Excel workbook (.xls), one with a password or another Office document", "\u00D0\u00CF\u0011\u00E0"),
    GZIP("a gzip archive", "\u001F\u008B"),
    SEVEN_ZIP("a 7-Zip archive", "7z\u00BC\u00AF"),
    PNG("a PNG picture", "\u0089PNG"),
    JPEG("a JPEG picture", "\u00FF\u00D8\u00FF"),
    GIF("a GIF picture", "GIF8"),
    RTF("a rich text document", "{\\rtf"),
    SQLITE("a SQLite database", "SQLite format 3\u0000"),
    MARKUP("XML or HTML", "<");

    private static final int FIRST_NAME = 30;
    private static final int LONGEST_NAME = 60;
    private static final List<String> OFFICE_PARTS = List.of("[Content_Types].xml", "_rels/", "docProps/", "xl/");

    private final String words;
    private final byte[] first;

    ForeignFormat(String words, String first) {
        this.words = words;
        this.first = first.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What it is, with its article. */
    String words() {
        return words;
    }

    /** True if a document of orders may begin like this. */
    boolean mayBeOurs() {
        return this == ZIP || this == GZIP || this == MARKUP;
    }

    /** True if the first part of an archive is one that Office documents begin with. */
    static boolean isOffice(byte[] head) {
        String name =
                new String(head, 0, Math.min(head.length, FIRST_NAME + LONGEST_NAME), StandardCharsets.ISO_8859_1);
        return OFFICE_PARTS.stream().anyMatch(part -> name.startsWith(part, FIRST_NAME));
    }

    static Optional<ForeignFormat> of(byte[] head) {
        String name =
                new String(head, 0, Math.min(head.length, FIRST_NAME + LONGEST_NAME), StandardCharsets.ISO_8859_1);
        if (ZIP.begins(head) && name.startsWith("mimetypeapplication/vnd.oasis.opendocument", FIRST_NAME)) {
            return Optional.of(OPEN_DOCUMENT);
        }
        return Arrays.stream(values()).filter(format -> format.begins(head)).findFirst();
    }

    private boolean begins(byte[] head) {
        return first.length > 0
                && head.length >= first.length
                && Arrays.equals(head, 0, first.length, first, 0, first.length);
    }
}
