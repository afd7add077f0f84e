package io.waybill.intake;

import io.waybill.order.Fault;
import java.util.List;
import java.util.Optional;

/**
 * One row of a table that is neither blank nor the header.
 *
 * @param line the line on which it begins, from 1; a row of a CSV document may have more than one
 * @param cells its texts as a person reads them, otherwise exact; cut at the size that an order may have
 * @param fault what is wrong with the row as a row, so that its cells cannot be trusted to stand under their names
 */
public record TableRow(long line, List<String> cells, Optional<Fault> fault) {
    /** True if nothing is written in it; a row of another file's delimiters, as spreadsheets leave them, counts too. */
    public boolean isBlank() {
        return cells.stream().allMatch(cell -> cell.chars().allMatch(c -> c <= ' ' || c == ',' || c == ';'));
    }
}
