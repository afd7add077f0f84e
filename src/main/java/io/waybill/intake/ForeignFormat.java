package io.waybill.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What people drop by mistake, told by its first bytes. */
enum ForeignFormat {
    PDF("a PDF", "%PDF"),
    ZIP("an Excel workbook or another zip archive", "PK\u0003\u0004"),
    OLE("an old Excel workbook or another Office document", "\u00D0\u00CF\u0011\u00E0"),
    GZIP("a gzip archive", "\u001F\u008B"),
    SEVEN_ZIP("a 7-Zip archive", "7z\u00BC\u00AF"),
    PNG("a PNG picture", "\u0089PNG"),
    JPEG("a JPEG picture", "\u00FF\u00D8\u00FF"),
    GIF("a GIF picture", "GIF8"),
    RTF("a rich text document", "{\\rtf"),
    SQLITE("a SQLite database", "SQLite format 3\u0000"),
    MARKUP("XML or HTML", "<");

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

    static Optional<ForeignFormat> of(byte[] head) {
        return Arrays.stream(values()).filter(format -> format.begins(head)).findFirst();
    }

    private boolean begins(byte[] head) {
        return head.length >= first.length && Arrays.equals(head, 0, first.length, first, 0, first.length);
    }
}
