package io.waybill.intake;

/** The formats that a document of orders may have. */
public enum Format {
    /** One order as a JSON object, or a list of them. */
    JSON("json", new JsonReader()),
    /** One order as a JSON object on each line. */
    JSON_LINES("jsonl", new JsonLinesReader()),
    /** A row of column names, then rows of orders. */
    CSV("csv", new CsvReader());

    private final String text;
    private final DocumentReader reader;

    Format(String text, DocumentReader reader) {
        this.text = text;
        this.reader = reader;
    }

    /** The name that configuration and ledger use: json, jsonl or csv. */
    public String text() {
        return text;
    }

    /** What reads the format. Stateless. */
    public DocumentReader reader() {
        return reader;
    }
}
