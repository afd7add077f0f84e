package io.waybill.intake.mapping;

import io.waybill.order.Fault;
import io.waybill.order.FieldRule;
import io.waybill.order.NearestName;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads what a mapping file says of one field. */
final class RuleReader {
    /** What a zone is. */
    static final String ZONE = "a time zone such as Europe/Berlin or UTC";

    private static final List<String> KEYS = List.of(
            "from",
            "join",
            "constant",
            "default",
            "values",
            "other",
            "part",
            "surname-first",
            "date",
            "zone",
            "decimal",
            "currency");
    private static final List<String> OF_TEXT = List.of(
            "join", "default", "values", "other", "part", "surname-first", "date", "zone", "decimal", "currency");
    private static final String NAMES = "the name of the partner's field, or a list of names";

    private final ZoneId zone;
    private final Locale language;

    /**
     * @param zone where dates are meant that do not say it; null if each has to
     * @param language of the names of months and days
     */
    RuleReader(ZoneId zone, Locale language) {
        this.zone = zone;
        this.language = language;
    }

    /**
     * The rule of a field; empty if there is a mistake in it.
     *
     * @param section the section that the field is a key of
     * @param key its key there
     * @param field what is known of it
     * @param product whether it is a product's
     */
    Optional<Rule> read(Section section, String key, FieldRule field, boolean product) {
        if (!(section.at(key) instanceof MappingNode)) {
            List<String> from = names(section, key, product);
            return from.isEmpty() ? Optional.empty() : Optional.of(new Rule(from, null, null, null, List.of()));
        }
        Section keys = section.section(key);
        keys.allow(KEYS);
        if (keys.has("from") == keys.has("constant")) {
            keys.mistake(
                    "from",
                    keys.has("from") ? "from and constant" : "neither from nor constant",
                    "one of them: the partner's field, or a text that is the same in all orders");
            return Optional.empty();
        }
        if (keys.has("constant")) {
            OF_TEXT.stream()
                    .filter(keys::has)
                    .forEach(extra -> keys.mistake(extra, "it beside constant", "it beside from"));
            return keys.text("constant", "a text")
                    .map(text -> new Rule(List.of(), null, checked(keys, "constant", text, field), null, List.of()));
        }
        List<String> from = names(keys, "from", product);
        if (keys.has("join") && from.size() < 2) {
            keys.mistake("join", "it beside one field", "it beside a list of fields under from");
        }
        List<Conversion> conversions = new ArrayList<>();
        part(keys).ifPresent(conversions::add);
        values(keys, field).ifPresent(conversions::add);
        date(keys).ifPresent(conversions::add);
        price(keys).ifPresent(conversions::add);
        return Optional.of(new Rule(
                from,
                keys.anyText("join", "what is put between the texts").orElse(null),
                null,
                keys.text("default", "a text")
                        .map(text -> checked(keys, "default", text, field))
                        .orElse(null),
                List.copyOf(conversions)));
    }

    private static List<String> names(Section keys, String key, boolean product) {
        List<String> names = keys.texts(key, NAMES).stream().map(String::strip).toList();
        for (String name : names) {
            int at = name.indexOf(Rule.NUMBER);
            if (at >= 0 && (!product || name.indexOf(Rule.NUMBER, at + 1) >= 0)) {
                keys.mistake(
                        key,
                        Fault.excerpt(name),
                        "{n}, which stands for a number, once, and in products under goods: only");
            }
        }
        return names;
    }

    /** What every order would be refused for is a mistake of the file. */
    private static String checked(Section keys, String key, String text, FieldRule field) {
        field.missed(text).ifPresent(expected -> keys.mistake(key, Fault.excerpt(text), expected));
        return text;
    }

    private static Optional<Conversion> part(Section keys) {
        boolean surnameFirst = keys.has("surname-first") && keys.yes("surname-first");
        if (keys.has("surname-first") && !keys.has("part")) {
            keys.mistake("surname-first", "it without part", "it beside part");
        }
        return keys.text("part", "first-name, middle-name or surname").flatMap(text -> {
            Optional<NamePart> part = NamePart.named(text);
            if (part.isEmpty()) {
                keys.mistake("part", Fault.excerpt(text), "first-name, middle-name or surname");
            }
            return part.map(known -> name -> known.of(name, surnameFirst));
        });
    }

    private static Optional<Conversion> values(Section keys, FieldRule field) {
        String other = keys.text("other", "keep or refuse").orElse("refuse");
        if (!other.equals("keep") && !other.equals("refuse")) {
            keys.mistake("other", Fault.excerpt(other), "keep or refuse");
        }
        if (!keys.has("values")) {
            if (keys.has("other")) {
                keys.mistake("other", "it without values", "it beside values");
            }
            return Optional.empty();
        }
        Section table = keys.section("values");
        boolean last = !keys.has("date") && !keys.has("decimal");
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : table.keys()) {
            table.anyText(word, "a value; \"\" for none").ifPresent(value -> {
                values.put(word, value);
                if (last && !value.isEmpty()) {
                    checked(table, word, value, field);
                }
            });
        }
        return Optional.of(new ValueTable(values, other.equals("keep")));
    }

    private Optional<Conversion> date(Section keys) {
        Optional<ZoneId> own = keys.text("zone", ZONE).flatMap(text -> zone(keys, text));
        if (!keys.has("date")) {
            if (keys.has("zone")) {
                keys.mistake("zone", "it without date", "it beside date");
            }
            return Optional.empty();
        }
        ZoneId meant = own.orElse(zone);
        List<String> patterns =
                keys.texts("date", "how the date is written, such as dd.MM.yyyy HH:mm, iso or milliseconds");
        List<DateTimeFormatter> forms = new ArrayList<>();
        for (String pattern : patterns) {
            try {
                DateTimeFormatter form = DateForm.formatter(pattern.strip(), language);
                if (form != null && !pattern.strip().equals(DateForm.ISO) && !DateForm.namesDay(form)) {
                    keys.mistake("date", Fault.excerpt(pattern), "a pattern with day, month (MM) and year");
                }
                forms.add(form);
            } catch (IllegalArgumentException e) {
                keys.mistake("date", Fault.excerpt(pattern), "a pattern such as dd.MM.yyyy HH:mm, iso or milliseconds");
            }
        }
        boolean needsZone = patterns.stream()
                .anyMatch(pattern -> !pattern.equals(DateForm.MILLISECONDS) && !pattern.matches(".*[XxZVz].*"));
        if (needsZone && meant == null && !keys.has("zone")) {
            keys.mistake("zone", "nothing", ZONE + ", here or at the top of the file: the dates do not say it");
        }
        return Optional.of(new DateForm(String.join(" or ", patterns), forms, meant));
    }

    private static Optional<Conversion> price(Section keys) {
        List<String> currency = keys.texts("currency", "what stands beside the number, such as EUR or €");
        if (!keys.has("decimal")) {
            if (keys.has("currency")) {
                keys.mistake("currency", "it without decimal", "it beside decimal");
            }
            return Optional.empty();
        }
        String decimal = keys.text("decimal", "\",\" or \".\"").orElse(",");
        if (!decimal.equals(",") && !decimal.equals(".")) {
            keys.mistake("decimal", Fault.excerpt(decimal), "\",\" or \".\", what stands before the cents");
        }
        return Optional.of(new PriceForm(decimal.equals(","), currency));
    }

    static Optional<ZoneId> zone(Section keys, String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            String nearest = NearestName.of(text, ZoneId.getAvailableZoneIds())
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("");
            keys.mistake("zone", Fault.excerpt(text), ZONE + nearest);
            return Optional.empty();
        }
    }
}
