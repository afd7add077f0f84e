package io.waybill.intake;

import java.io.IOException;

/** Takes a table row by row, in its order. */
public interface TableHandler {
    /** What the columns are called; the same object for the whole document. */
    default TableNaming naming() {
        return TableNaming.PLAIN;
    }

    /** Takes the first row, once, before any other. */
    void header(TableHeader header) throws IOException;

    /**
     * Takes a row that is not blank.
     *
     * @param position the number, from 1, of the order that the row belongs to; an order's rows are adjacent
     */
    void row(int position, TableRow row) throws IOException;
}
