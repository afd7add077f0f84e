package io.waybill.intake;

import io.waybill.order.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of a table, from its first row. */
final class TableColumns {
    private final List<TableColumn> columns;

    TableColumns(TableHeader header) {
        columns = header.names().stream().map(TableColumn::named).toList();
    }

    int size() {
        return columns.size();
    }

    TableColumn get(int index) {
        return columns.get(index);
    }

    /** The index of the column of that field, or -1. */
    int indexOf(String field) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind() == TableColumn.Kind.FIELD
                    && columns.get(i).name().equals(field)) {
                return i;
            }
        }
        return -1;
    }

    /** Throws if the first row names nothing that means something, or one such name twice. */
    static void check(TableHeader header, TableRow row, TableNaming naming) throws UnreadableDocumentException {
        if (row.fault().isPresent()) {
            throw new UnreadableDocumentException(
                    "The first row cannot be read: " + row.fault().get().sentence() + ".");
        }
        if (header.names().stream().noneMatch(naming::knows)) {
            throw new UnreadableDocumentException("The first row must name the columns: found "
                    + Fault.excerpt(header.names().get(0)) + " first and no known name in "
                    + header.names().size()
                    + " columns, expected " + naming.expected() + ".");
        }
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < header.names().size(); i++) {
            TableColumn column = TableColumn.named(header.names().get(i));
            boolean plain = naming == TableNaming.PLAIN;
            if (column.kind() == TableColumn.Kind.NAMELESS
                    || column.kind() == TableColumn.Kind.IGNORED
                    || !plain && !naming.knows(header.names().get(i))) {
                continue;
            }
            Integer other = first.putIfAbsent(column.flatName(column.product()), i + 1);
            if (other != null) {
                throw new UnreadableDocumentException("The first row names "
                        + Fault.excerpt(column.flatName(column.product())) + " twice, in columns " + other + " and "
                        + (i + 1) + "; expected each name once.");
            }
        }
    }
}
