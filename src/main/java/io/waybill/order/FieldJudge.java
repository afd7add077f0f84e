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
    private final Operation operation;
    private final Leniency leniency;
    private final List<Fault> faults;
    private final Set<String> seen = new HashSet<>();
    private final UnknownFields unknown;
    private final TreeMap<Integer, Boolean> namedProducts = new TreeMap<>();

    /**
     * @param operation what the order asks for; null if it is unknown, so that only names can be judged
     * @param faults takes what is found
     */
    FieldJudge(Operation operation, Leniency leniency, List<Fault> faults) {
        this.operation = operation;
        this.leniency = leniency;
        this.faults = faults;
        this.unknown = new UnknownFields(leniency.unknownFields(), faults);
    }

    /** @param physical whether something has to be delivered */
    void judge(List<Map.Entry<String, String>> fields, boolean physical) {
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
        unknown.judgeTogether(seen);
        judgeSpellings();
        judgeProducts();
        for (FieldRule rule : FieldRule.all()) {
            if (rule.need() == FieldRule.Need.ALWAYS && rule.isTakenBy(operation) && !seen.contains(rule.name())) {
                faults.add(
                        new Fault(rule.name(), OrderRules.NOTHING, rule.kind().expected()));
            }
        }
        if (physical && operation == Operation.CREATE_ORDER) {
            judgeDelivery(fields);
        }
    }

    private void judge(String name, String text) {
        if (!seen.add(name)) {
            faults.add(Fault.of(FieldNames.shown(name), text, "this field once"));
            return;
        }
        Optional<FieldRule> rule = FieldRule.named(name);
        if (rule.isEmpty()) {
            FieldNames.anyProduct(name).ifPresent(this::noteProduct);
            rule = FieldNames.product(name).map(part -> FieldRule.ofProduct(part.group(2)));
        }
        if (rule.isEmpty()) {
            unknown.judge(name, text);
            return;
        }
        if (operation != null && !rule.get().isTakenBy(operation)) {
            faults.add(Fault.of(name, text, "no such field: a " + operation.apiName() + " does not take it"));
            return;
        }
        if (rule.get().kind() == FieldKind.MONEY && leniency.storePrice() && FieldKind.isStorePrice(text)) {
            return;
        }
        rule.get().missed(text).ifPresent(expected -> faults.add(Fault.of(name, text, expected)));
    }

    private void judgeSpellings() {
        for (String[] same : new String[][] {
            {Spelling.KUPON, Spelling.COUPON},
            {Spelling.MIDDLE_NAME, Spelling.OTCHESTVO}
        }) {
            if (seen.contains(same[0]) && seen.contains(same[1])) {
                faults.add(
                        new Fault(same[1], same[0] + " beside it", "one of them: they are two spellings of one field"));
            }
        }
    }

    private void judgeDelivery(List<Map.Entry<String, String>> fields) {
        for (FieldRule rule : FieldRule.all()) {
            if (rule.need() == FieldRule.Need.DELIVERY) {
                String text = fields.stream()
                        .filter(field -> field.getKey().equals(rule.name()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
                if (text == null || text.isBlank()) {
                    faults.add(Fault.of(
                            rule.name(), text, "a text: the order is marked physical, so it has to be delivered"));
                }
            }
        }
    }

    private void noteProduct(Matcher product) {
        namedProducts.merge(
                Integer.parseInt(product.group(1)), product.group(2).equals("[good_name]"), Boolean::logicalOr);
    }

    private void judgeProducts() {
        if (operation != Operation.CREATE_ORDER) {
            return;
        }
        if (namedProducts.isEmpty()) {
            faults.add(new Fault("goods[0][good_name]", OrderRules.NOTHING, "at least one product's name"));
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
                faults.add(new Fault(
                        name + "[good_name]", OrderRules.NOTHING, "the name of the product that has this price"));
            }
            expected++;
        }
    }
}
