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

    /** How many of the names are names that a field of an order may have. */
    static long known(List<String> names) {
        return names.stream().map(CsvColumn::named).filter(CsvColumn::isKnown).count();
    }

    /** Throws if the first row names no field that an order may have, or one of them twice. */
    static void check(CsvHeader header, CsvRow row) throws UnreadableDocumentException {
        if (row.fault().isPresent()) {
            throw new UnreadableDocumentException(
                    "The first row cannot be read: " + row.fault().get().sentence() + ".");
        }
        if (known(header.names()) == 0) {
            throw new UnreadableDocumentException("The first row must name the columns: found "
                    + Fault.excerpt(header.names().get(0)) + " first and no known name in "
                    + header.names().size()
                    + " columns, expected names such as bill_email, good_name and ref.");
        }
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < header.names().size(); i++) {
            CsvColumn column = CsvColumn.named(header.names().get(i));
            if (column.kind() == CsvColumn.Kind.NAMELESS || column.kind() == CsvColumn.Kind.IGNORED) {
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
