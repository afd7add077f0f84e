package io.waybill.intake;

import io.waybill.order.Fault;
import io.waybill.order.FieldNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One order of a table while its rows are gathered. */
final class TableOrder {
    private final TableColumns columns;
    private final int position;
    private final TableRow first;
    private final OrderFields fields = new OrderFields();
    private int products;

    /** @param unmapped what could not be mapped of the row */
    TableOrder(TableColumns columns, int position, TableRow first, List<Fault> unmapped) {
        this.columns = columns;
        this.position = position;
        this.first = first;
        first.fault().ifPresent(fields::fault);
        unmapped(unmapped);
        takeFields();
        takeProducts(first);
    }

    int position() {
        return position;
    }

    /** Takes a further row: its products are this order's too, and all else must be as in the first row. */
    void add(TableRow row, List<Fault> unmapped) {
        if (fields.full()) {
            return;
        }
        if (row.fault().isPresent()) {
            Fault fault = row.fault().get();
            fault(new Fault(fault.field(), fault.found() + " (line " + row.line() + ")", fault.expected()));
            return;
        }
        if (first.fault().isEmpty()) {
            compare(row);
        }
        unmapped(unmapped);
        takeProducts(row);
    }

    /** Notes each of a row's faults once, under the products' numbers in the order. */
    private void unmapped(List<Fault> ofRow) {
        for (Fault fault : ofRow) {
            TableColumn column = TableColumn.named(fault.field());
            Fault own = column.kind() == TableColumn.Kind.PRODUCT
                    ? new Fault(column.flatName(products + column.product()), fault.found(), fault.expected())
                    : fault;
            if (!fields.has(own)) {
                fault(own);
            }
        }
    }

    void fault(Fault fault) {
        fields.fault(fault);
    }

    /** True if a further row could be one more product of this order. */
    boolean mayGoOn() {
        return products > 0 && fields.has(FieldNames.REF);
    }

    RawOrder asRead() {
        return fields.asRead(position, first.line());
    }

    private void takeFields() {
        for (int i = 0; i < width(first); i++) {
            TableColumn column = columns.get(i);
            String text = first.cells().get(i);
            if (text.isEmpty()) {
                continue;
            }
            if (column.kind() == TableColumn.Kind.FIELD) {
                fields.take(column.name(), text);
            } else if (column.kind() == TableColumn.Kind.NAMELESS) {
                refuseNameless(i, text);
            }
        }
    }

    private void takeProducts(TableRow row) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < width(row); i++) {
            TableColumn column = columns.get(i);
            String text = row.cells().get(i);
            if (column.kind() == TableColumn.Kind.PRODUCT && !text.isEmpty()) {
                int place = places.computeIfAbsent(column.product(), index -> products + places.size());
                fields.take(column.flatName(place), text);
            }
        }
        products += places.size();
    }

    private void compare(TableRow row) {
        for (int i = 0; i < columns.size(); i++) {
            String text = row.cells().get(i);
            String before = first.cells().get(i);
            TableColumn column = columns.get(i);
            if (text.isEmpty()) {
                continue;
            }
            if (column.kind() == TableColumn.Kind.NAMELESS) {
                refuseNameless(i, text);
            } else if (column.kind() == TableColumn.Kind.FIELD && !text.equals(before)) {
                fault(new Fault(
                        FieldNames.shown(column.name()),
                        Fault.excerpt(text) + " on line " + row.line(),
                        (before.isEmpty() ? "no text, as" : Fault.excerpt(before) + " as") + " on line " + first.line()
                                + " of the same order, or an empty cell"));
            }
        }
    }

    private void refuseNameless(int index, String text) {
        fault(TableNaming.nameless(index, text));
    }

    private int width(TableRow row) {
        return Math.min(columns.size(), row.cells().size());
    }
}
