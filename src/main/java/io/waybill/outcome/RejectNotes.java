package io.waybill.outcome;

import io.waybill.intake.TableHeader;
import io.waybill.intake.TableNaming;
import io.waybill.intake.TableRow;
import io.waybill.order.FieldNames;
import io.waybill.order.Operation;
import java.util.List;

/**
 * Keeps rows of a rejects file from going through as something that nobody meant, should they be dropped again as they
 * are. A note stands in one cell more than the table has columns, so the row is malformed until a person deletes it.
 */
final class RejectNotes {
    static final String MALFORMED = "correct this row, then delete this cell";
    static final String NEIGHBOURS =
            "another order has the ref of the one above: give it a ref of its own, then delete this cell";

    private final TableNaming naming;
    private final int columns;
    private final int ref;
    private final int operation;
    private final int account;
    private int lastPosition;
    private TableRow last;

    /** @param naming what the columns of this table are called */
    RejectNotes(TableHeader header, TableNaming naming) {
        this.naming = naming;
        columns = header.names().size();
        List<String> names =
                naming.header(header).names().stream().map(String::strip).toList();
        ref = names.indexOf(FieldNames.REF);
        operation = names.indexOf(FieldNames.OPERATION);
        account = names.indexOf(FieldNames.ACCOUNT);
    }

    /** The note for the next row of the rejects, if it needs one. */
    List<String> on(int position, TableRow row) {
        boolean apart = last != null && position > lastPosition + 1;
        TableRow before = last;
        TableRow read = naming.row(row);
        last = read;
        lastPosition = position;
        if (row.fault().isPresent()) {
            return row.cells().size() > columns ? List.of() : List.of(MALFORMED);
        }
        return apart && wouldBeOne(before, read) ? List.of(NEIGHBOURS) : List.of();
    }

    /** Whether two rows that were not neighbours would be read as products of one order now that they are. */
    private boolean wouldBeOne(TableRow one, TableRow other) {
        String wanted = cell(other, operation);
        String onAccount = cell(one, account);
        return !cell(other, ref).isBlank()
                && cell(other, ref).equals(cell(one, ref))
                && wanted.equals(cell(one, operation))
                && !wanted.equals(Operation.DELETE_ORDER.apiName())
                && (onAccount.isEmpty() || cell(other, account).isEmpty() || onAccount.equals(cell(other, account)));
    }

    private static String cell(TableRow row, int index) {
        return index >= 0 && index < row.cells().size() ? row.cells().get(index) : "";
    }
}
