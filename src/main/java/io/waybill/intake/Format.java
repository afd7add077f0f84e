package io.waybill.intake;

import io.waybill.intake.xlsx.XlsxDocument;
import io.waybill.intake.xml.XmlReader;

/** The formats that a document of orders may have. */
public enum Format {
    /** One order as a JSON object, or a list of them. */
    JSON("json", "JSON", new JsonReader()),
    /** One order as a JSON object on each line. */
    JSON_LINES("jsonl", "JSON Lines", new JsonLinesReader()),
    /** A row of column names, then rows of orders. */
    CSV("csv", "CSV", new TableReader(CsvDocument::read)),
    /** A sheet of an Excel workbook: a row of column names, then rows of orders. */
    XLSX("xlsx", "an Excel workbook", new TableReader(new XlsxDocument(""))),
    /** Orders in elements named as the fields are, or a UBL 2 Order. */
    XML("xml", "XML", new XmlReader()),
    /** One order as a web form sends it. */
    FORM("form", "form data", new FormReader()),
    /** One order as the rows of a database that it is joined of, under their column names. */
    ROWS("rows", "rows of a database", new TableReader(RowsDocument::read));

    private final String text;
    private final String words;
    private final DocumentReader reader;

    Format(String text, String words, DocumentReader reader) {
        this.text = text;
        this.words = words;
        this.reader = reader;
    }

    /** The name that configuration and ledger use: json, jsonl, csv, xlsx, xml, form or rows. */
    public String text() {
        return text;
    }

    /** Its name for people, with an article where it needs one. */
    public String words() {
        return words;
    }

    /** What reads the format. Stateless. */
    public DocumentReader reader() {
        return reader;
    }
}
