package io.waybill.intake;

import io.waybill.order.FieldNames;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a column of a table is.
 *
 * @param kind what its cells are for
 * @param name the flat name of the field, or of the field's part behind the product's index ({@code [good_name]})
 * @param product the product's index within the row, for a product's column
 */
record TableColumn(Kind kind, String name, int product) {
    enum Kind {
        /** A field of the order. */
        FIELD,
        /** A part of one of the order's products. */
        PRODUCT,
        /** Ours, from a results or rejects file: nothing for the order. */
        IGNORED,
        /** Without a name; may not hold anything. */
        NAMELESS
    }

    private static final Pattern INDEXED = Pattern.compile("goods\\[([0-9]{1,6})](\\[.*)");
    private static final List<String> SINGLE = List.of("good_name", "good_sum");
    private static final String OURS = "waybill_";

    static TableColumn named(String cell) {
        String name = cell.strip();
        if (name.isEmpty()) {
            return new TableColumn(Kind.NAMELESS, name, 0);
        }
        if (name.startsWith(OURS)) {
            return new TableColumn(Kind.IGNORED, name, 0);
        }
        if (SINGLE.contains(name)) {
            return new TableColumn(Kind.PRODUCT, "[" + name + "]", 0);
        }
        Matcher indexed = INDEXED.matcher(name);
        return indexed.matches()
                ? new TableColumn(Kind.PRODUCT, indexed.group(2), Integer.parseInt(indexed.group(1)))
                : new TableColumn(Kind.FIELD, name, 0);
    }

    boolean isKnown() {
        return switch (kind) {
            case FIELD -> FieldNames.isKnown(name);
            case PRODUCT -> FieldNames.isKnown(flatName(0));
            case IGNORED, NAMELESS -> false;
        };
    }

    /** The field's flat name, where {@code index} is a product's place in the whole order. */
    String flatName(int index) {
        return kind == Kind.PRODUCT ? "goods[" + index + "]" + name : name;
    }
}
