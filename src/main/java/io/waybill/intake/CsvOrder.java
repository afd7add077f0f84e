package io.waybill.intake;

import io.waybill.order.Fault;
import io.waybill.order.FieldNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One order of a CSV document while its rows are gathered. */
final class CsvOrder {
    private static final int MOST_FAULTS = 100;

    private final CsvColumns columns;
    private final int position;
    private final CsvRow first;
    private final List<Map.Entry<String, String>> fields = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private int products;
    private int characters;
    private boolean full;

    /** @param unmapped what could not be mapped of the row */
    CsvOrder(CsvColumns columns, int position, CsvRow first, List<Fault> unmapped) {
        this.columns = columns;
        this.position = position;
        this.first = first;
        first.fault().ifPresent(faults::add);
        unmapped(unmapped);
        takeFields();
        takeProducts(first);
    }

    int position() {
        return position;
    }

    /** Takes a further row: its products are this order's too, and all else must be as in the first row. */
    void add(CsvRow row, List<Fault> unmapped) {
        if (full) {
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
            CsvColumn column = CsvColumn.named(fault.field());
            Fault own = column.kind() == CsvColumn.Kind.PRODUCT
                    ? new Fault(column.flatName(products + column.product()), fault.found(), fault.expected())
                    : fault;
            if (!faults.contains(own)) {
                fault(own);
            }
        }
    }

    void fault(Fault fault) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(fault);
        }
    }

    /** True if a further row could be one more product of this order. */
    boolean mayGoOn() {
        return products > 0 && fields.stream().anyMatch(field -> field.getKey().equals(FieldNames.REF));
    }

    RawOrder asRead() {
        return new RawOrder(position, first.line(), List.copyOf(fields), List.copyOf(faults));
    }

    private void takeFields() {
        for (int i = 0; i < width(first); i++) {
            CsvColumn column = columns.get(i);
            String text = first.cells().get(i);
            if (text.isEmpty()) {
                continue;
            }
            if (column.kind() == CsvColumn.Kind.FIELD) {
                take(column.name(), text);
            } else if (column.kind() == CsvColumn.Kind.NAMELESS) {
                refuseNameless(i, text);
            }
        }
    }

    private void takeProducts(CsvRow row) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < width(row); i++) {
            CsvColumn column = columns.get(i);
            String text = row.cells().get(i);
            if (column.kind() == CsvColumn.Kind.PRODUCT && !text.isEmpty()) {
                int place = places.computeIfAbsent(column.product(), index -> products + places.size());
                take(column.flatName(place), text);
            }
        }
        products += places.size();
    }

    private void compare(CsvRow row) {
        for (int i = 0; i < columns.size(); i++) {
            String text = row.cells().get(i);
            String before = first.cells().get(i);
            CsvColumn column = columns.get(i);
            if (text.isEmpty()) {
                continue;
            }
            if (column.kind() == CsvColumn.Kind.NAMELESS) {
                refuseNameless(i, text);
            } else if (column.kind() == CsvColumn.Kind.FIELD && !text.equals(before)) {
                fault(new Fault(
                        column.name(),
                        Fault.excerpt(text) + " on line " + row.line(),
                        (before.isEmpty() ? "no text, as" : Fault.excerpt(before) + " as") + " on line " + first.line()
                                + " of the same order, or an empty cell"));
            }
        }
    }

    private void refuseNameless(int index, String text) {
        fault(TableNaming.nameless(index, text));
    }

    private void take(String name, String text) {
        characters += name.length() + text.length();
        if (full) {
            return;
        }
        if (fields.size() == Limits.ORDER_FIELDS) {
            overflow("more than " + fields.size() + " fields", Limits.FIELDS_EXPECTED);
        } else if (characters > Limits.ORDER_CHARACTERS) {
            overflow("more than that", Limits.CHARACTERS_EXPECTED);
        } else {
            fields.add(Map.entry(name, text));
        }
    }

    private void overflow(String found, String expected) {
        full = true;
        fault(new Fault("", found, expected));
    }

    private int width(CsvRow row) {
        return Math.min(columns.size(), row.cells().size());
    }
}
