package io.waybill.intake.mapping;

import io.waybill.order.Fault;
import io.waybill.order.FieldNames;
import io.waybill.order.FieldRule;
import io.waybill.order.NearestName;
import io.waybill.order.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How one partner's orders are read. Immutable; may be used by any thread. */
public final class Mapping {
    /** Ours, from a results or rejects file: nothing for the order. */
    private static final String OURS = "waybill_";

    private static final Set<String> PRODUCT_PARTS = Set.of("good_name", "good_sum");

    private final String name;
    private final String sheet;
    private final Shape shape;
    private final Map<String, Rule> fields;
    private final List<ProductRule> products;
    private final List<Pattern> ignored;
    private final Set<String> partnerNames = new LinkedHashSet<>();

    /**
     * @param name the name of the mapping
     * @param sheet the name of a workbook's sheet that has the orders; empty for the first
     * @param shape gives the order another shape first; null where it stays as it is
     * @param fields the rules of the API's fields, by flat names
     * @param products the rules of products
     * @param ignored the names of partner's fields that mean nothing
     */
    Mapping(
            String name,
            String sheet,
            Shape shape,
            Map<String, Rule> fields,
            List<ProductRule> products,
            List<Pattern> ignored) {
        this.name = name;
        this.sheet = sheet;
        this.shape = shape;
        this.fields = new LinkedHashMap<>(fields);
        this.products = List.copyOf(products);
        this.ignored = List.copyOf(ignored);
        rules().forEach(rule -> partnerNames.addAll(rule.from()));
    }

    private Stream<Rule> rules() {
        return Stream.concat(
                fields.values().stream(), products.stream().flatMap(product -> product.parts().values().stream()));
    }

    /** The name, by which folders and other sources pick the mapping. */
    public String name() {
        return name;
    }

    /** The name of the sheet that has the orders, where a document is a workbook; empty for the first one. */
    public String sheet() {
        return sheet;
    }

    /** What the mapping makes of an order's fields, which are in the partner's names. */
    public Mapped apply(List<Map.Entry<String, String>> partner) {
        List<Fault> faults = new ArrayList<>();
        List<Map.Entry<String, String>> shaped = partner;
        if (shape != null) {
            try {
                shaped = shape.of(partner.stream()
                        .filter(field -> !field.getKey().startsWith(OURS))
                        .toList());
            } catch (Conversion.NotConvertible e) {
                return new Mapped(List.of(), List.of(new Fault("", "an order in another shape", e.getMessage())));
            }
        }
        Map<String, String> texts = new HashMap<>();
        shaped.forEach(field -> texts.putIfAbsent(field.getKey(), field.getValue()));
        List<Map.Entry<String, String>> mapped = new ArrayList<>();
        Operation operation = mapFields(texts, mapped, faults);
        if (operation == null || operation.creates()) {
            mapProducts(texts, mapped, faults);
        }
        passOn(shaped, mapped, faults);
        return new Mapped(mapped, faults);
    }

    private Operation mapFields(Map<String, String> texts, List<Map.Entry<String, String>> mapped, List<Fault> faults) {
        Rule operationRule = fields.get(FieldNames.OPERATION);
        String named = operationRule == null
                ? texts.get(FieldNames.OPERATION)
                : operationRule.text(FieldNames.OPERATION, texts::get, fault -> {});
        Operation operation = named == null || named.isEmpty()
                ? Operation.CREATE_ORDER
                : Operation.named(named).orElse(null);
        fields.forEach((target, rule) -> {
            // a partner's row that cancels an order often repeats all of it
            if (operation == null || FieldRule.named(target).orElseThrow().isTakenBy(operation)) {
                String text = rule.text(target, texts::get, faults::add);
                if (text != null) {
                    mapped.add(Map.entry(target, text));
                }
            }
        });
        return operation;
    }

    private void mapProducts(Map<String, String> texts, List<Map.Entry<String, String>> mapped, List<Fault> faults) {
        int index = 0;
        for (ProductRule product : products) {
            if (!product.isNumbered()) {
                index += mapProduct(product, "", index, texts, mapped, faults);
                continue;
            }
            for (String number : product.numbers(texts.keySet())) {
                index += mapProduct(product, number, index, texts, mapped, faults);
            }
        }
    }

    /** Returns how many products it was: one, or none. */
    private static int mapProduct(
            ProductRule product,
            String number,
            int index,
            Map<String, String> texts,
            List<Map.Entry<String, String>> mapped,
            List<Fault> faults) {
        Map<String, String> parts = new LinkedHashMap<>();
        boolean written = false;
        for (Map.Entry<String, Rule> part : product.parts().entrySet()) {
            Rule rule = part.getValue();
            String target = "goods[" + index + "][" + part.getKey() + "]";
            String text = rule.text(target, from -> texts.get(from.replace(Rule.NUMBER, number)), faults::add);
            if (text != null) {
                parts.put(target, text);
                written |= part.getKey().equals("good_name") || rule.constant() == null && rule.fallback() == null;
            }
        }
        if (!written) {
            return 0;
        }
        parts.forEach((target, text) -> mapped.add(Map.entry(target, text)));
        return 1;
    }

    /** A field that has the API's name already needs no rule; any other is one that nobody thought of. */
    private void passOn(
            List<Map.Entry<String, String>> partner, List<Map.Entry<String, String>> mapped, List<Fault> faults) {
        for (Map.Entry<String, String> field : partner) {
            String from = field.getKey();
            if (from.startsWith(OURS) || takes(from) || ignores(from)) {
                continue;
            }
            if (passes(from)) {
                mapped.add(field);
            } else if (!field.getValue().isBlank()) {
                faults.add(new Fault(FieldNames.shown(from), "an unknown field", expected(from)));
            }
        }
    }

    private String expected(String unknown) {
        Set<String> known = new TreeSet<>(partnerNames);
        String nearest = NearestName.of(unknown, known)
                .map(near -> "; did you mean " + Fault.excerpt(near) + "?")
                .orElse("");
        return "a field that mapping " + name + " takes or ignores" + nearest;
    }

    private boolean takes(String from) {
        return partnerNames.contains(from) || products.stream().anyMatch(product -> product.takes(from));
    }

    private boolean ignores(String from) {
        return ignored.stream().anyMatch(pattern -> pattern.matcher(from).matches());
    }

    private boolean passes(String from) {
        return isProductPart(from)
                ? products.isEmpty() && (PRODUCT_PARTS.contains(from) || FieldNames.isKnown(from))
                : FieldNames.isKnown(from) && !fields.containsKey(from);
    }

    private static boolean isProductPart(String from) {
        return PRODUCT_PARTS.contains(from) || from.startsWith("goods[");
    }

    /** Whether an order gets another shape first, so that what comes of it cannot be told from the names of its fields. */
    public boolean reshapes() {
        return shape != null;
    }

    /** The flat names of all fields that may come of an order with those fields of the partner. */
    public List<String> targets(List<String> partner) {
        Set<String> targets = new LinkedHashSet<>(fields.keySet());
        int slots = products.stream()
                .mapToInt(product ->
                        product.isNumbered() ? product.numbers(partner).size() : 1)
                .sum();
        for (int i = 0; i < slots; i++) {
            for (FieldRule part : FieldRule.ofProducts()) {
                targets.add("goods[" + i + "][" + part.name() + "]");
            }
        }
        partner.stream()
                .filter(from -> !takes(from) && !ignores(from) && passes(from))
                .forEach(targets::add);
        return List.copyOf(targets);
    }

    /** Whether a partner's field of that name means something to the mapping. */
    public boolean knows(String from) {
        return shape != null || takes(from) || !ignores(from) && passes(from);
    }

    /** The partner's names of the fields that mean something, for people. */
    public Set<String> partnerNames() {
        return Set.copyOf(partnerNames);
    }

    /**
     * Where a field of the API comes from, in the partner's names; null if the mapping does not tell.
     *
     * @param target the field's flat name
     */
    public String source(String target) {
        int bracket = target.lastIndexOf('[');
        List<Rule> rules = target.startsWith("goods[") && target.endsWith("]")
                ? products.stream()
                        .map(product -> product.parts().get(target.substring(bracket + 1, target.length() - 1)))
                        .filter(rule -> rule != null)
                        .toList()
                : fields.containsKey(target) ? List.of(fields.get(target)) : List.of();
        String names = rules.stream()
                .flatMap(rule -> rule.from().stream())
                .distinct()
                .map(Fault::excerpt)
                .collect(Collectors.joining(" or "));
        return names.isEmpty() ? null : names;
    }
}
