package io.waybill.intake;

import io.waybill.intake.packed.PackingException;
import java.io.IOException;
import java.io.InputStream;

/** A CSV document as rows that belong to orders; see {@link TableDocument}. */
final class CsvDocument {
    private CsvDocument() {}

    static DocumentReader.End read(InputStream in, TableHandler handler)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        Utf8Text text = Utf8Text.of(in);
        CsvScanner scanner = new CsvScanner(text.reader(), CsvDelimiter.of(text.reader(), handler.naming()::knows));
        TableRows rows = new TableRows(handler);
        try {
            TableRow first = nextFilled(scanner);
            if (first != null) {
                rows.header(new TableHeader(first.cells(), scanner.delimiter(), text.bom()), first);
                for (TableRow row = nextFilled(scanner); row != null; row = nextFilled(scanner)) {
                    refuseCut(row, rows.width(), scanner.terminated());
                    rows.row(row);
                }
            }
        } catch (BrokenDocumentException e) {
            throw rows.broken(e);
        } catch (PackingException e) {
            throw rows.broken(e);
        }
        rows.end();
        return scanner.terminated() ? DocumentReader.End.WELL_FORMED : DocumentReader.End.UNTERMINATED;
    }

    /** The next row that is not blank, or null at the end. */
    static TableRow nextFilled(CsvScanner scanner) throws BrokenDocumentException, IOException {
        TableRow row = scanner.next();
        while (row != null && row.fault().isEmpty() && row.isBlank()) {
            row = scanner.next();
        }
        return row;
    }

    private static void refuseCut(TableRow row, int expected, boolean terminated) throws BrokenDocumentException {
        int found = row.cells().size();
        if (row.fault().isEmpty() && !terminated && found < expected) {
            throw new BrokenDocumentException(
                    row.line(),
                    "found a last row of " + TableRows.cells(found) + " without a line break, expected "
                            + TableRows.cells(expected));
        }
    }
}
