package io.waybill.intake;

import java.io.IOException;
import java.io.InputStream;

/**
 * The rows of a database that are one order, whatever is in them: written as CSV with commas, the columns' names first.
 * An empty cell is a column without a value.
 */
public final class RowsDocument {
    /** What a source that hands in such rows calls them. */
    public static final String CONTENT_TYPE = "application/vnd.waybill.rows";

    private static final char DELIMITER = ',';
    private static final int THE_ONLY_ORDER = 1;

    private RowsDocument() {}

    static DocumentReader.End read(InputStream in, TableHandler handler)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        CsvScanner scanner = new CsvScanner(Utf8Text.of(in).reader(), DELIMITER);
        try {
            TableRow names = scanner.next();
            TableRow row = names == null ? null : scanner.next();
            if (row == null) {
                throw new UnreadableDocumentException(
                        "There are no rows; expected the names of the columns, and one row or more.");
            }
            TableHeader header = new TableHeader(names.cells(), DELIMITER, false);
            TableColumns.check(header, names, handler.naming());
            handler.header(header);
            for (; row != null; row = scanner.next()) {
                if (row.fault().isEmpty() && row.cells().size() != names.cells().size()) {
                    throw new UnreadableDocumentException("Line " + row.line() + ": found a row of "
                            + TableRows.cells(row.cells().size()) + ", expected "
                            + TableRows.cells(names.cells().size()) + ".");
                }
                handler.row(THE_ONLY_ORDER, row);
            }
            return DocumentReader.End.WELL_FORMED;
        } catch (BrokenDocumentException e) {
            throw new UnreadableDocumentException("Line " + e.line() + ": " + e.getMessage() + ".");
        }
    }
}
