package io.waybill.rest;

import io.waybill.order.FieldKind;
import io.waybill.order.FieldRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The schema of an order as the rules have it; what the contract has to say of it. */
final class ContractSchema {
    private ContractSchema() {}

    /** Its text, for whoever has changed a rule and now has to change the contract. */
    static String yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(118);
        return new Yaml(options).dump(Map.of("Order", order()));
    }

    static Map<String, Object> order() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (FieldRule rule : FieldRule.all()) {
            String name = rule.name();
            if (name.contains("[")) {
                String part = name.substring(name.indexOf('[') + 1, name.length() - 1);
                Map<String, Object> group = group(properties, name.substring(0, name.indexOf('[')));
                group.put(part, property(rule));
            } else {
                properties.put(name, property(rule));
            }
        }
        Map<String, Object> product = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (FieldRule rule : FieldRule.ofProducts()) {
            product.put(rule.name(), property(rule));
            if (rule.need() == FieldRule.Need.ALWAYS) {
                required.add(rule.name());
            }
        }
        Map<String, Object> items = new LinkedHashMap<>();
        items.put("type", "object");
        items.put("additionalProperties", false);
        items.put("required", required);
        items.put("properties", product);
        Map<String, Object> goods = new LinkedHashMap<>();
        goods.put("type", "array");
        goods.put("items", items);
        properties.put("goods", goods);
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("type", "object");
        order.put("additionalProperties", false);
        order.put("properties", properties);
        return order;
    }

    private static Map<String, Object> group(Map<String, Object> properties, String name) {
        Map<?, ?> group = (Map<?, ?>) properties.computeIfAbsent(name, key -> {
            Map<String, Object> made = new LinkedHashMap<>();
            made.put("type", "object");
            made.put("additionalProperties", false);
            made.put("properties", new LinkedHashMap<String, Object>());
            return made;
        });
        @SuppressWarnings("unchecked")
        Map<String, Object> inner = (Map<String, Object>) group.get("properties");
        return inner;
    }

    private static Map<String, Object> property(FieldRule rule) {
        Map<String, Object> property = new LinkedHashMap<>();
        boolean yesOrNo = rule.kind() == FieldKind.SWITCH || rule.kind() == FieldKind.TIMER;
        property.put("type", yesOrNo ? List.of("string", "number", "boolean") : List.of("string", "number"));
        property.put("maxLength", rule.longest());
        if (rule.kind() != FieldKind.TEXT) {
            property.put("pattern", "^(?:" + rule.kind().pattern() + ")$");
        }
        property.put(
                "description",
                rule.description()
                        + switch (rule.need()) {
                            case ALWAYS -> " Needed.";
                            case DELIVERY -> " Needed when physical is true.";
                            case OPTIONAL -> "";
                        });
        return property;
    }
}
