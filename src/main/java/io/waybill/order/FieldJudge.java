package io.waybill.order;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;

/** Judges the API's fields of one order by the table of field rules. */
final class FieldJudge {
    private static final String SIGNATURE = "hash";

    private final Operation operation;
    private final List<Fault> faults;
    private final Set<String> seen = new HashSet<>();
    private final TreeMap<Integer, Boolean> namedProducts = new TreeMap<>();

    /**
     * @param operation what the order asks for; null if it is unknown, so that only names can be judged
     * @param faults takes what is found
     */
    FieldJudge(Operation operation, List<Fault> faults) {
        this.operation = operation;
        this.faults = faults;
    }

    void judge(List<Map.Entry<String, String>> fields) {
        if (fields.size() > OrderRules.MOST_FIELDS) {
            faults.add(new Fault(
                    "",
                    fields.size() + " fields",
                    "at most " + OrderRules.MOST_FIELDS + ": the far end drops what goes beyond"));
            return;
        }
        for (Map.Entry<String, String> field : fields) {
            judge(field.getKey(), field.getValue());
        }
        judgeProducts();
        for (FieldRule rule : FieldRule.all()) {
            if (rule.required() && rule.operation() == operation && !seen.contains(rule.name())) {
                faults.add(
                        new Fault(rule.name(), "nothing", rule.kind().missed("").orElse("a text")));
            }
        }
    }

    private void judge(String name, String text) {
        if (!seen.add(name)) {
            faults.add(Fault.of(FieldNames.shown(name), text, "this field once"));
            return;
        }
        Optional<FieldRule> rule = FieldRule.named(name);
        if (rule.isEmpty()) {
            Optional<Matcher> product = FieldNames.product(name);
            product.ifPresent(this::noteProduct);
            rule = product.map(part -> FieldRule.ofProduct(name, part.group(2)));
        }
        if (rule.isEmpty()) {
            refuseUnknown(name);
            return;
        }
        if (operation != null && rule.get().operation() != operation) {
            faults.add(Fault.of(name, text, "no such field: a " + operation.apiName() + " does not take it"));
            return;
        }
        missed(rule.get(), text).ifPresent(expected -> faults.add(Fault.of(name, text, expected)));
    }

    private static Optional<String> missed(FieldRule rule, String text) {
        Optional<String> missed = TextRule.missed(text);
        if (missed.isPresent()) {
            return missed;
        }
        if (text.codePointCount(0, text.length()) > rule.longest()) {
            return Optional.of("at most " + rule.longest() + " characters");
        }
        return rule.kind().missed(text);
    }

    // The value of an unknown field is not shown: it may be anything, a key too.
    private void refuseUnknown(String name) {
        String shown = FieldNames.shown(name);
        if (name.equals(SIGNATURE)) {
            faults.add(new Fault(shown, "a signature", "none: Waybill signs each order itself"));
        } else if (name.equals("goods") || name.startsWith("goods[") && !name.matches("goods\\[[0-9]+]\\[.+")) {
            faults.add(new Fault(
                    shown,
                    "a product in another form",
                    "a list of products: goods[0][good_name], goods[1][good_name] ..."));
        } else {
            String hint = FieldNames.nearest(name)
                    .map(nearest -> "; did you mean " + nearest + "?")
                    .orElse("");
            faults.add(new Fault(shown, "an unknown field", "a field that the API knows" + hint));
        }
    }

    private void noteProduct(Matcher product) {
        namedProducts.merge(
                Integer.parseInt(product.group(1)), product.group(2).equals("good_name"), Boolean::logicalOr);
    }

    private void judgeProducts() {
        if (operation != Operation.CREATE_ORDER) {
            return;
        }
        if (namedProducts.isEmpty()) {
            faults.add(new Fault("goods[0][good_name]", "nothing", "at least one product's name"));
            return;
        }
        int expected = 0;
        for (Map.Entry<Integer, Boolean> product : namedProducts.entrySet()) {
            String name = "goods[" + product.getKey() + "]";
            if (product.getKey() != expected) {
                faults.add(new Fault(
                        name,
                        "no goods[" + expected + "] before it",
                        "products that are numbered 0, 1, 2 without a gap"));
                return;
            }
            if (!product.getValue()) {
                faults.add(new Fault(name + "[good_name]", "nothing", "the name of the product that has this price"));
            }
            expected++;
        }
    }
}
