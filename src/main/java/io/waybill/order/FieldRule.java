package io.waybill.order;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one field of an order. This table is the one place where it stands: orders are judged by it, and
 * what is published of them is made of it. Lengths are generous bounds of ours: the API names none.
 *
 * @param name its flat name; of a product's part the name without {@code goods[0]}
 * @param kind what its text may be
 * @param need when an order cannot do without it
 * @param operations the operations that take the field
 * @param longest the most characters (code points) it may have
 * @param description what it is for, one sentence
 */
public record FieldRule(
        String name, FieldKind kind, Need need, Set<Operation> operations, int longest, String description) {
    /** When an order cannot do without a field. */
    public enum Need {
        /** It always may. */
        OPTIONAL,
        /** When it is marked {@code physical}: the far end has to deliver something. */
        DELIVERY,
        /** It never can. */
        ALWAYS
    }

    private static final int LINE = 1_000;
    private static final int LONG_LINE = 4_000;
    private static final int LETTER = 60_000;

    private static final Map<String, FieldRule> TABLE = new LinkedHashMap<>();
    private static final Map<String, FieldRule> PRODUCT = new LinkedHashMap<>();

    static {
        steers(FieldNames.OPERATION, FieldKind.OPERATION, 20, "The call that is asked for; default CreateOrder.");
        steers(
                FieldNames.REF,
                FieldKind.IDENTIFIER,
                OrderRules.LONGEST_REF,
                "The business's own reference: the identity of a CreateOrder, the target of a DeleteOrder.");
        steers(
                FieldNames.REQUEST_ID,
                FieldKind.IDENTIFIER,
                OrderRules.LONGEST_REF,
                "The business's own identity of a request about an order.");
        steers(
                FieldNames.ACCOUNT,
                FieldKind.IDENTIFIER,
                OrderRules.LONGEST_REF,
                "The configured account that the order goes to, where there are several.");
        steers(
                FieldNames.PHYSICAL,
                FieldKind.SWITCH,
                10,
                "Whether something has to be delivered, so that name and address are needed; default false.");
        create("bill_email", FieldKind.EMAIL, Need.ALWAYS, 254, "The customer's e-mail address.");
        text("bill_first_name", Need.DELIVERY, LINE, "The customer's first name.");
        text("bill_surname", Need.DELIVERY, LINE, "The customer's surname.");
        text(
                Spelling.MIDDLE_NAME,
                Need.OPTIONAL,
                LINE,
                "The customer's middle name or patronymic; bill_otchestvo is the same.");
        text(Spelling.OTCHESTVO, Need.OPTIONAL, LINE, "The other spelling of bill_middle_name.");
        text("bill_phone", Need.OPTIONAL, LINE, "The customer's telephone number.");
        text("bill_country", Need.DELIVERY, LINE, "The country of the address.");
        text("bill_region", Need.OPTIONAL, LINE, "The region or state of the address.");
        text("bill_city", Need.DELIVERY, LINE, "The city of the address.");
        text("bill_address", Need.DELIVERY, LONG_LINE, "Street, house and flat.");
        text("bill_postal_code", Need.OPTIONAL, LINE, "The postal code of the address.");
        text(Spelling.KUPON, Need.OPTIONAL, LINE, "A coupon's code; bill_coupon is the same.");
        text(Spelling.COUPON, Need.OPTIONAL, LINE, "The other spelling of bill_kupon.");
        text("bill_tag", Need.OPTIONAL, LINE, "A free mark; without one, Waybill puts its own mark of the order here.");
        text("bill_comment", Need.OPTIONAL, LETTER, "A comment.");
        text("bill_ip", Need.OPTIONAL, 100, "The customer's IP address.");
        create(
                "bill_timer_kill",
                FieldKind.TIMER,
                Need.OPTIONAL,
                20,
                "When the unpaid invoice is cancelled: true for the products' own time, false for never, or a Unix"
                        + " time.");
        create("bill_created", FieldKind.UNIX_TIME, Need.OPTIONAL, 20, "When the order was made.");
        create("bill_domain", FieldKind.DOMAIN, Need.OPTIONAL, 253, "The domain of the payment link.");
        for (String mark : List.of("medium", "source", "campaign", "content", "term")) {
            text("utm[utm_" + mark + "]", Need.OPTIONAL, LONG_LINE, "The UTM mark utm_" + mark + ".");
        }
        for (String mark : List.of("medium", "source", "campaign", "content", "term")) {
            text("utm[aff_" + mark + "]", Need.OPTIONAL, LONG_LINE, "The mark aff_" + mark + " of a partner.");
        }
        put(
                TABLE,
                new FieldRule(
                        "bill_id",
                        FieldKind.INVOICE_NUMBER,
                        Need.OPTIONAL,
                        Set.of(Operation.DELETE_ORDER),
                        18,
                        "The invoice that is meant, where no ref names it."));
        put(
                PRODUCT,
                ofCreate(
                        "good_name",
                        FieldKind.PRODUCT_NAME,
                        Need.ALWAYS,
                        LINE,
                        "The product's symbolic name, as in the address of its order page."));
        put(
                PRODUCT,
                ofCreate(
                        "good_sum",
                        FieldKind.MONEY,
                        Need.OPTIONAL,
                        20,
                        "The product's price in this order; without it, the store's price."));
    }

    /** All fields but those of products: first the ones that steer Waybill, then the API's, as they are documented. */
    public static Collection<FieldRule> all() {
        return Collections.unmodifiableCollection(TABLE.values());
    }

    /** The parts of each product, {@code goods[0][...]}. */
    public static Collection<FieldRule> ofProducts() {
        return Collections.unmodifiableCollection(PRODUCT.values());
    }

    /** Whether that operation, which may be null for an unknown one, takes the field. */
    public boolean isTakenBy(Operation operation) {
        return operation != null && operations.contains(operation);
    }

    /** Whether the field steers Waybill and is never sent. */
    public boolean steers() {
        return FieldNames.CONTROL.contains(name);
    }

    /** The rule for a product's part, whatever its index. */
    static FieldRule ofProduct(String part) {
        return PRODUCT.get(part);
    }

    /** The rule of that flat name, which is not a product's. */
    public static Optional<FieldRule> named(String name) {
        return Optional.ofNullable(TABLE.get(name));
    }

    static Collection<String> names() {
        return TABLE.keySet();
    }

    /** What was expected instead of this text; empty if the text will do. */
    public Optional<String> missed(String text) {
        Optional<String> missed = TextRule.missed(text);
        if (missed.isPresent()) {
            return missed;
        }
        if (text.length() > longest && text.codePointCount(0, text.length()) > longest) {
            return Optional.of("at most " + longest + " characters");
        }
        return kind.missed(text);
    }

    private static void steers(String name, FieldKind kind, int longest, String description) {
        put(TABLE, new FieldRule(name, kind, Need.OPTIONAL, Set.of(Operation.values()), longest, description));
    }

    private static void text(String name, Need need, int longest, String description) {
        create(name, FieldKind.TEXT, need, longest, description);
    }

    private static void create(String name, FieldKind kind, Need need, int longest, String description) {
        put(TABLE, ofCreate(name, kind, need, longest, description));
    }

    private static FieldRule ofCreate(String name, FieldKind kind, Need need, int longest, String description) {
        return new FieldRule(name, kind, need, Set.of(Operation.CREATE_ORDER), longest, description);
    }

    private static void put(Map<String, FieldRule> table, FieldRule rule) {
        table.put(rule.name, rule);
    }
}
