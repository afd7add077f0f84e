package io.waybill.intake;

import io.waybill.order.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of a CSV document, from its first row. */
final class CsvColumns {
    private final List<CsvColumn> columns;

    CsvColumns(CsvHeader header) {
        columns = header.names().stream().map(CsvColumn::named).toList();
    }

    int size() {
        return columns.size();
    }

    CsvColumn get(int index) {
        return columns.get(index);
    }

    /** The index of the column of that field, or -1. */
    int indexOf(String field) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind() == CsvColumn.Kind.FIELD
                    && columns.get(i).name().equals(field)) {
                return i;
            }
        }
        return -1;
    }

    /** Throws if the first row names nothing that means something, or one such name twice. */
    static void check(CsvHeader header, CsvRow row, TableNaming naming) throws UnreadableDocumentException {
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
            CsvColumn column = CsvColumn.named(header.names().get(i));
            boolean plain = naming == TableNaming.PLAIN;
            if (column.kind() == CsvColumn.Kind.NAMELESS
                    || column.kind() == CsvColumn.Kind.IGNORED
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
