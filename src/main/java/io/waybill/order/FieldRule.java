package io.waybill.order;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the API says about one of its fields. Lengths are generous bounds of ours: the API names none.
 *
 * @param operation the operation that takes the field
 * @param name its flat name
 * @param kind what its text may be
 * @param required whether the operation cannot do without it
 * @param longest the most characters it may have
 */
record FieldRule(Operation operation, String name, FieldKind kind, boolean required, int longest) {
    private static final Map<String, FieldRule> TABLE = new LinkedHashMap<>();

    static {
        create("bill_email", FieldKind.EMAIL, true, 254);
        create("bill_first_name", FieldKind.TEXT, false, 1_000);
        create("bill_surname", FieldKind.TEXT, false, 1_000);
        create("bill_middle_name", FieldKind.TEXT, false, 1_000);
        create("bill_otchestvo", FieldKind.TEXT, false, 1_000);
        create("bill_phone", FieldKind.TEXT, false, 1_000);
        create("bill_country", FieldKind.TEXT, false, 1_000);
        create("bill_region", FieldKind.TEXT, false, 1_000);
        create("bill_city", FieldKind.TEXT, false, 1_000);
        create("bill_address", FieldKind.TEXT, false, 4_000);
        create("bill_postal_code", FieldKind.TEXT, false, 1_000);
        create("bill_kupon", FieldKind.TEXT, false, 1_000);
        create("bill_coupon", FieldKind.TEXT, false, 1_000);
        create("bill_tag", FieldKind.TEXT, false, 1_000);
        create("bill_comment", FieldKind.TEXT, false, 60_000);
        create("bill_ip", FieldKind.TEXT, false, 100);
        create("bill_timer_kill", FieldKind.TIMER, false, 20);
        create("bill_created", FieldKind.UNIX_TIME, false, 20);
        create("bill_domain", FieldKind.DOMAIN, false, 253);
        for (String side : List.of("utm", "aff")) {
            for (String mark : List.of("medium", "source", "campaign", "content", "term")) {
                create("utm[" + side + "_" + mark + "]", FieldKind.TEXT, false, 4_000);
            }
        }
        put(new FieldRule(Operation.DELETE_ORDER, "bill_id", FieldKind.INVOICE_NUMBER, false, 18));
    }

    /** The rule for a product's part, whatever its index. */
    static FieldRule ofProduct(String name, String part) {
        return part.equals("good_sum")
                ? new FieldRule(Operation.CREATE_ORDER, name, FieldKind.MONEY, false, 20)
                : new FieldRule(Operation.CREATE_ORDER, name, FieldKind.PRODUCT_NAME, true, 1_000);
    }

    static Optional<FieldRule> named(String name) {
        return Optional.ofNullable(TABLE.get(name));
    }

    static Collection<FieldRule> all() {
        return TABLE.values();
    }

    static Collection<String> names() {
        return TABLE.keySet();
    }

    private static void create(String name, FieldKind kind, boolean required, int longest) {
        put(new FieldRule(Operation.CREATE_ORDER, name, kind, required, longest));
    }

    private static void put(FieldRule rule) {
        TABLE.put(rule.name, rule);
    }
}
