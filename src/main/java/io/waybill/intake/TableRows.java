package io.waybill.intake;

import io.waybill.intake.packed.PackingException;
import io.waybill.order.Fault;
import java.io.IOException;
import java.util.Optional;

/** The way of a table's rows to a handler, whatever they are written in: the row of names first, then numbered rows. */
public final class TableRows {
    private final TableHandler handler;
    private int width;
    private TableGrouping grouping;
    private int position;
    private long line = 1;

    public TableRows(TableHandler handler) {
        this.handler = handler;
    }

    /**
     * Takes the first row that is not blank.
     *
     * @param row what the names were read from
     * @throws UnreadableDocumentException if it does not name the columns
     */
    public void header(TableHeader header, TableRow row) throws UnreadableDocumentException, IOException {
        TableColumns.check(header, row, handler.naming());
        width = header.names().size();
        grouping = new TableGrouping(handler.naming().header(header));
        handler.header(header);
    }

    /** How many cells a row has that is well-formed. */
    public int width() {
        return width;
    }

    /** Takes a row that is not blank; one that is wider or narrower than the first is at fault. */
    public void row(TableRow row) throws IOException {
        TableRow checked = row.fault().isPresent() || row.cells().size() == width
                ? row
                : new TableRow(row.line(), row.cells(), Optional.of(unlikeTheFirst(row)));
        line = row.line();
        position = grouping.positionOf(handler.naming().row(checked));
        handler.row(position, checked);
    }

    /** What becomes of a document that breaks off here: without a row it is unreadable. */
    public BrokenDocumentException broken(BrokenDocumentException e) throws UnreadableDocumentException {
        if (position > 0) {
            return e;
        }
        throw new UnreadableDocumentException("Line " + e.line() + ": " + e.getMessage() + ".");
    }

    /** What becomes of a document whose bytes cannot be unpacked further; see {@link #broken(BrokenDocumentException)}. */
    public BrokenDocumentException broken(PackingException e) throws UnreadableDocumentException {
        return broken(new BrokenDocumentException(line, e.getMessage()));
    }

    /** Takes the end of the document. */
    public void end() throws UnreadableDocumentException {
        if (grouping == null) {
            throw new UnreadableDocumentException("The document is empty; expected at least one order.");
        }
        if (position == 0) {
            throw new UnreadableDocumentException(
                    "The document holds no order: behind the row of column names, no row follows; expected one or more.");
        }
    }

    private Fault unlikeTheFirst(TableRow row) {
        return new Fault(
                "",
                "a row of " + cells(row.cells().size()),
                cells(width) + ", one for each column of the first row (a cell that holds the delimiter is quoted)");
    }

    /** A number of cells, in words. */
    static String cells(int count) {
        return count == 1 ? "1 cell" : count + " cells";
    }
}
