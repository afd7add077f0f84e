package io.waybill.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a sender may say of a document: its format, or how it is packed. */
enum Kind {
    JSON(Format.JSON, null, List.of("json"), List.of("application/json", "text/json")),
    JSON_LINES(
            Format.JSON_LINES,
            null,
            List.of("jsonl", "ndjson"),
            List.of("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines")),
    CSV(Format.CSV, null, List.of("csv", "tsv"), List.of("text/csv", "application/csv", "text/tab-separated-values")),
    XLSX(
            Format.XLSX,
            ForeignFormat.ZIP,
            List.of("xlsx", "xlsm"),
            List.of(
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "application/vnd.ms-excel.sheet.macroenabled.12")),
    XML(Format.XML, ForeignFormat.MARKUP, List.of("xml"), List.of("application/xml", "text/xml")),
    FORM(Format.FORM, null, List.of("form", "urlencoded"), List.of("application/x-www-form-urlencoded")),
    ROWS(Format.ROWS, null, List.of(), List.of(RowsDocument.CONTENT_TYPE)),
    GZIP(null, ForeignFormat.GZIP, List.of("gz", "gzip"), List.of("application/gzip", "application/x-gzip")),
    ZIP(null, ForeignFormat.ZIP, List.of("zip"), List.of("application/zip", "application/x-zip-compressed"));

    private final Format format;
    private final ForeignFormat begin;
    private final List<String> endings;
    private final List<String> contentTypes;

    Kind(Format format, ForeignFormat begin, List<String> endings, List<String> contentTypes) {
        this.format = format;
        this.begin = begin;
        this.endings = endings;
        this.contentTypes = contentTypes;
    }

    /** The kind that a content type names, or null if it says nothing of use. */
    static Kind ofContentType(String contentType) {
        if (contentType == null) {
            return null;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.endsWith("+xml") && !type.contains("html")) {
            return XML;
        }
        return Arrays.stream(values())
                .filter(kind -> kind.contentTypes.contains(type))
                .findFirst()
                .orElse(null);
    }

    /** The kind that an ending, in lower case and without its dot, names, or null. */
    static Kind ofEnding(String ending) {
        return Arrays.stream(values())
                .filter(kind -> kind.endings.contains(ending))
                .findFirst()
                .orElse(null);
    }

    /** The ending that its documents have as a rule, without its dot. */
    String ending() {
        return endings.get(0);
    }

    /** The format, or null if it is packed. */
    Format format() {
        return format;
    }

    /** What it begins as, or null if that is some text. */
    ForeignFormat begin() {
        return begin;
    }

    boolean isJson() {
        return this == JSON || this == JSON_LINES;
    }

    /** True if it is text in UTF-8. XML names its encoding itself. */
    boolean isText() {
        return begin == null;
    }

    /** True if it is an archive of bytes. */
    boolean isPacked() {
        return begin == ForeignFormat.ZIP || begin == ForeignFormat.GZIP;
    }

    boolean tellsItsEnd() {
        return this == JSON || begin != null;
    }

    /** Its name for people. */
    String words() {
        return switch (this) {
            case GZIP -> "a gzip archive";
            case ZIP -> "a zip archive";
            default -> format.words();
        };
    }
}
