package io.waybill.intake;

import io.waybill.order.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fields and faults of one order while it is read, holding no more than an order may have. */
public final class OrderFields {
    private static final int MOST_FAULTS = 100;

    private final List<Map.Entry<String, String>> fields = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private int characters;
    private boolean full;

    /** Takes a field, or notes that it is one too many. */
    public void take(String name, String text) {
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

    /** Notes what is wrong with the order; the first hundred count. */
    public void fault(Fault fault) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(fault);
        }
    }

    /** True if that is noted as wrong with the order. */
    public boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** Notes that the order is longer than one may be; nothing more is taken. */
    public void overflow(String found, String expected) {
        if (!full) {
            full = true;
            fault(new Fault("", found, expected));
        }
    }

    /** True if the order is longer than one may be, so that the rest of it is not worth reading. */
    public boolean full() {
        return full;
    }

    /** True if there is a field of that name. */
    public boolean has(String name) {
        return fields.stream().anyMatch(field -> field.getKey().equals(name));
    }

    /** The order that these fields are. */
    public RawOrder asRead(int position, long line) {
        return new RawOrder(position, line, List.copyOf(fields), List.copyOf(faults));
    }
}
