package io.waybill.intake.mapping;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a product of an order comes from; or several, where the names of the partner's fields are numbered.
 *
 * @param parts {@code good_name} and {@code good_sum}
 * @param numbered the names with a number in them
 */
record ProductRule(Map<String, Rule> parts, List<Pattern> numbered) {
    static ProductRule of(Map<String, Rule> parts) {
        return new ProductRule(
                parts,
                parts.values().stream()
                        .flatMap(rule -> rule.from().stream())
                        .filter(name -> name.contains(Rule.NUMBER))
                        .map(ProductRule::pattern)
                        .toList());
    }

    private static Pattern pattern(String name) {
        int at = name.indexOf(Rule.NUMBER);
        return Pattern.compile(Pattern.quote(name.substring(0, at)) + "([0-9]{1,6})"
                + Pattern.quote(name.substring(at + Rule.NUMBER.length())));
    }

    /** The numbers in those of the names that are such names, as they are written. */
    SortedSet<String> numbers(Iterable<String> names) {
        SortedSet<String> numbers = new TreeSet<>((one, other) -> {
            int byValue = Integer.compare(Integer.parseInt(one), Integer.parseInt(other));
            return byValue == 0 ? one.compareTo(other) : byValue;
        });
        for (String name : names) {
            for (Pattern pattern : numbered) {
                Matcher matcher = pattern.matcher(name);
                if (matcher.matches()) {
                    numbers.add(matcher.group(1));
                }
            }
        }
        return numbers;
    }

    boolean isNumbered() {
        return !numbered.isEmpty();
    }

    /** Whether it takes a partner's field of that name. */
    boolean takes(String name) {
        return numbered.stream().anyMatch(pattern -> pattern.matcher(name).matches())
                || parts.values().stream().anyMatch(rule -> rule.from().contains(name));
    }
}
