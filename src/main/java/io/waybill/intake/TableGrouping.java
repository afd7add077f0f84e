package io.waybill.intake;

import io.waybill.order.FieldNames;
import io.waybill.order.Operation;
import java.util.List;

/**
 * Tells which rows are one order: adjacent ones that name a product each and have one {@code ref}, one operation and
 * one account. A row that is malformed goes to the order whose {@code ref} is in any of its cells, because an order
 * that lacks one of its products must not be sent.
 */
final class TableGrouping {
    private final TableColumns columns;
    private final int ref;
    private final int operation;
    private final int account;

    private int position;
    private TableRow first;
    private String openRef;

    TableGrouping(TableHeader header) {
        columns = new TableColumns(header);
        ref = columns.indexOf(FieldNames.REF);
        operation = columns.indexOf(FieldNames.OPERATION);
        account = columns.indexOf(FieldNames.ACCOUNT);
    }

    /** The number of the row's order, from 1. Rows must come in the document's order. */
    int positionOf(TableRow row) {
        if (first == null || !joins(row)) {
            position++;
            first = row;
            openRef = isPartOfSeveral(row) ? row.cells().get(ref) : null;
        } else if (openRef == null) {
            openRef = row.cells().get(ref);
        }
        return position;
    }

    private boolean joins(TableRow row) {
        if (row.fault().isPresent()) {
            return openRef != null && row.cells().contains(openRef);
        }
        if (!isPartOfSeveral(row)) {
            return false;
        }
        String rowRef = row.cells().get(ref);
        if (openRef == null) {
            return first.fault().isPresent() && first.cells().contains(rowRef);
        }
        return rowRef.equals(openRef)
                && (first.fault().isPresent()
                        || operationOf(row).equals(operationOf(first)) && sameAccount(row.cells(), first.cells()));
    }

    private boolean isPartOfSeveral(TableRow row) {
        return row.fault().isEmpty()
                && ref >= 0
                && !row.cells().get(ref).isBlank()
                && !operationOf(row).equals(Operation.DELETE_ORDER.apiName())
                && namesProduct(row);
    }

    private boolean namesProduct(TableRow row) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind() == TableColumn.Kind.PRODUCT
                    && !row.cells().get(i).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private String operationOf(TableRow row) {
        String named = operation < 0 ? "" : row.cells().get(operation);
        return named.isEmpty() ? Operation.CREATE_ORDER.apiName() : named;
    }

    private boolean sameAccount(List<String> one, List<String> other) {
        return account < 0
                || one.get(account).isEmpty()
                || other.get(account).isEmpty()
                || one.get(account).equals(other.get(account));
    }
}
