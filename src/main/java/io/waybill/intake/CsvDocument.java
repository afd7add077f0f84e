package io.waybill.intake;

import io.waybill.order.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A CSV document as rows that belong to orders. Whoever reads a document again to write its results meets the same
 * rows under the same positions as the reader that accepted its orders.
 */
public final class CsvDocument {
    private CsvDocument() {}

    /** Takes a document row by row, in its order. */
    public interface Handler {
        /** What the columns are called; the same object for the whole document. */
        default TableNaming naming() {
            return TableNaming.PLAIN;
        }

        /** Takes the first row, once, before any other. */
        void header(CsvHeader header) throws IOException;

        /**
         * Takes a row that is not blank.
         *
         * @param position the number, from 1, of the order that the row belongs to; an order's rows are adjacent
         */
        void row(int position, CsvRow row) throws IOException;
    }

    /**
     * Reads a document to its end, holding one row at a time.
     *
     * @throws BrokenDocumentException if it ends within a row; the rows before have been given
     * @throws UnreadableDocumentException if no row can be given
     * @throws IOException if the bytes cannot be had, or from the handler
     */
    public static DocumentReader.End read(InputStream in, Handler handler)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        Utf8Text text = Utf8Text.of(in);
        CsvScanner scanner = new CsvScanner(text.reader(), CsvDelimiter.of(text.reader(), handler.naming()::knows));
        int position = 0;
        try {
            CsvHeader header = header(scanner, text, handler.naming());
            CsvGrouping grouping = new CsvGrouping(handler.naming().header(header));
            handler.header(header);
            for (CsvRow row = nextFilled(scanner); row != null; row = nextFilled(scanner)) {
                CsvRow checked = checked(row, header, scanner.terminated());
                position = grouping.positionOf(handler.naming().row(checked));
                handler.row(position, checked);
            }
        } catch (BrokenDocumentException e) {
            if (position > 0) {
                throw e;
            }
            throw new UnreadableDocumentException("Line " + e.line() + ": " + e.getMessage() + ".");
        }
        if (position == 0) {
            throw new UnreadableDocumentException(
                    "The document holds no order: behind the row of column names, no row follows; expected one or more.");
        }
        return scanner.terminated() ? DocumentReader.End.WELL_FORMED : DocumentReader.End.UNTERMINATED;
    }

    private static CsvHeader header(CsvScanner scanner, Utf8Text text, TableNaming naming)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        CsvRow first = nextFilled(scanner);
        if (first == null) {
            throw new UnreadableDocumentException("The document is empty; expected at least one order.");
        }
        CsvHeader header = new CsvHeader(first.cells(), scanner.delimiter(), text.bom());
        CsvColumns.check(header, first, naming);
        return header;
    }

    /** The next row that is not blank, or null at the end. */
    static CsvRow nextFilled(CsvScanner scanner) throws BrokenDocumentException, IOException {
        CsvRow row = scanner.next();
        while (row != null && row.fault().isEmpty() && row.isBlank()) {
            row = scanner.next();
        }
        return row;
    }

    private static CsvRow checked(CsvRow row, CsvHeader header, boolean terminated) throws BrokenDocumentException {
        int expected = header.names().size();
        int found = row.cells().size();
        if (row.fault().isPresent() || found == expected) {
            return row;
        }
        if (!terminated && found < expected) {
            throw new BrokenDocumentException(
                    row.line(),
                    "found a last row of " + cells(found) + " without a line break, expected " + cells(expected));
        }
        Fault fault = new Fault(
                "",
                "a row of " + cells(found),
                cells(expected) + ", one for each column of the first row (a cell that holds the delimiter is quoted)");
        return new CsvRow(row.line(), row.cells(), Optional.of(fault));
    }

    private static String cells(int count) {
        return count == 1 ? "1 cell" : count + " cells";
    }
}
