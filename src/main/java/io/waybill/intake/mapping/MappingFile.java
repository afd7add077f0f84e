package io.waybill.intake.mapping;

import io.waybill.order.FieldNames;
import io.waybill.order.FieldRule;
import java.io.StringReader;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one mapping file and notes every mistake in it. */
final class MappingFile {
    private static final List<String> KEYS =
            List.of("description", "zone", "language", "sheet", "jq", "fields", "goods", "ignore");

    private final String name;
    private final String file;
    private final List<String> mistakes;

    /**
     * @param name the mapping's name
     * @param file the file's name, for people
     * @param mistakes takes what is wrong, a sentence each
     */
    MappingFile(String name, String file, List<String> mistakes) {
        this.name = name;
        this.file = file;
        this.mistakes = mistakes;
    }

    /** The mapping that the text is, or empty if there is a mistake in it. */
    Optional<Mapping> read(String text) {
        int before = mistakes.size();
        Node root;
        try {
            root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : ", line " + (e.getProblemMark().getLine() + 1);
            mistakes.add(
                    file + line + ": found no YAML; a colon without a space behind it, a tab, or a missing quotation"
                            + " mark are the usual causes.");
            return Optional.empty();
        }
        if (root == null) {
            mistakes.add(file + ": found an empty file; expected fields, goods or jq.");
            return Optional.empty();
        }
        Section whole = new Section(file, "", root, mistakes);
        whole.allow(KEYS);
        whole.text("description", "a text");
        Mapping mapping = mapping(whole);
        return mistakes.size() == before ? Optional.of(mapping) : Optional.empty();
    }

    private Mapping mapping(Section whole) {
        if (!whole.has("fields") && !whole.has("goods") && !whole.has("jq")) {
            whole.mistake("fields", "none of fields, goods and jq", "at least one of them");
        }
        RuleReader rules = new RuleReader(zone(whole), language(whole));
        return new Mapping(
                name,
                whole.text("sheet", "the name of a workbook's sheet").orElse(""),
                shape(whole),
                whole.has("fields") ? fields(whole.section("fields"), rules) : Map.of(),
                whole.has("goods") ? products(whole, rules) : List.of(),
                whole.texts("ignore", "names of the partner's fields").stream()
                        .map(MappingFile::wildcard)
                        .toList());
    }

    private static ZoneId zone(Section whole) {
        return whole.text("zone", RuleReader.ZONE)
                .flatMap(text -> RuleReader.zone(whole, text))
                .orElse(null);
    }

    private static Locale language(Section whole) {
        String tag = whole.text("language", "a language such as de").orElse("en");
        Locale language = Locale.forLanguageTag(tag);
        if (language.getLanguage().isEmpty()) {
            whole.mistake("language", "\"" + tag + "\"", "a language such as en, de or ru");
        }
        return language;
    }

    private static Shape shape(Section whole) {
        String jq = whole.text("jq", "a jq expression").orElse(null);
        if (jq == null) {
            return null;
        }
        try {
            return new JqShape(jq);
        } catch (IllegalArgumentException e) {
            whole.mistake("jq", "an expression of which jq says: " + e.getMessage(), "a jq expression");
            return null;
        }
    }

    private static Map<String, Rule> fields(Section section, RuleReader rules) {
        Map<String, Rule> fields = new LinkedHashMap<>();
        for (String target : section.keys()) {
            Optional<FieldRule> known = FieldRule.named(target);
            if (target.startsWith("goods") || target.equals("good_name") || target.equals("good_sum")) {
                section.mistake(target, "a product's field", "it under goods:, beside fields:");
            } else if (known.isEmpty()) {
                String nearest = FieldNames.nearest(target)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
                section.mistake(target, "an unknown field", "a field of an order" + nearest);
            } else {
                rules.read(section, target, known.get(), false).ifPresent(rule -> fields.put(target, rule));
            }
        }
        return fields;
    }

    private static List<ProductRule> products(Section whole, RuleReader rules) {
        List<ProductRule> products = new ArrayList<>();
        if (!(whole.at("goods") instanceof SequenceNode list) || list.getValue().isEmpty()) {
            whole.mistake("goods", "no list", "a list of products, each with good_name and perhaps good_sum");
            return products;
        }
        for (int i = 0; i < list.getValue().size(); i++) {
            Section section = whole.section(list.getValue().get(i), "goods[" + i + "]");
            section.allow(FieldRule.ofProducts().stream().map(FieldRule::name).toList());
            if (!section.has("good_name")) {
                section.mistake("good_name", "nothing", "where the product's name comes from");
            }
            Map<String, Rule> parts = new LinkedHashMap<>();
            for (FieldRule part : FieldRule.ofProducts()) {
                if (section.has(part.name())) {
                    rules.read(section, part.name(), part, true).ifPresent(rule -> parts.put(part.name(), rule));
                }
            }
            products.add(ProductRule.of(parts));
        }
        return products;
    }

    private static Pattern wildcard(String text) {
        StringBuilder pattern = new StringBuilder();
        for (String part : text.strip().split("\\*", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }
}
