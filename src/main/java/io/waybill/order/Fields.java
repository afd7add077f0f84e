package io.waybill.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one order in the order in which they are sent: flat names in PHP's bracket style
 * ({@code goods[0][good_name]}, {@code utm[utm_source]}) with their text. Immutable.
 *
 * <p>Fields that share a root name ({@code goods}, {@code utm}) are adjacent, because the far end groups them at the
 * first one's place before it checks the signature.
 */
public final class Fields {
    /** No fields at all. */
    public static final Fields NONE = new Fields(List.of());

    private final List<Map.Entry<String, String>> pairs;

    private Fields(List<Map.Entry<String, String>> pairs) {
        this.pairs = Collections.unmodifiableList(pairs);
    }

    /**
     * Fields from pairs in arrival order. A name that comes twice keeps its first place and its last text, as PHP
     * does; names of one root are moved together behind the first of them.
     */
    public static Fields of(Collection<? extends Map.Entry<String, String>> pairs) {
        return areInOrder(pairs) ? new Fields(List.copyOf(pairs)) : inOrder(pairs);
    }

    /** Whether no name comes twice and names of one root are together already, as in nearly every order. */
    private static boolean areInOrder(Collection<? extends Map.Entry<String, String>> pairs) {
        Set<String> names = new HashSet<>(2 * pairs.size());
        Set<String> roots = new HashSet<>(2 * pairs.size());
        String last = null;
        for (Map.Entry<String, String> pair : pairs) {
            String root = root(pair.getKey());
            if (!root.equals(last) && !roots.add(root) || !names.add(pair.getKey())) {
                return false;
            }
            last = root;
        }
        return true;
    }

    private static Fields inOrder(Collection<? extends Map.Entry<String, String>> pairs) {
        Map<String, Map<String, String>> roots = new LinkedHashMap<>();
        for (Map.Entry<String, String> pair : pairs) {
            roots.computeIfAbsent(root(pair.getKey()), root -> new LinkedHashMap<>())
                    .put(pair.getKey(), pair.getValue());
        }
        List<Map.Entry<String, String>> adjacent = new ArrayList<>();
        roots.values().forEach(members -> members.forEach((name, text) -> adjacent.add(Map.entry(name, text))));
        return new Fields(adjacent);
    }

    /** The pairs in sending order, unmodifiable. */
    public List<Map.Entry<String, String>> pairs() {
        return pairs;
    }

    /** The text of a field, if it is there. */
    public Optional<String> get(String name) {
        for (Map.Entry<String, String> pair : pairs) {
            if (pair.getKey().equals(name)) {
                return Optional.of(pair.getValue());
            }
        }
        return Optional.empty();
    }

    /** These fields with one more, or with that one's text replaced in its place. */
    public Fields with(String name, String text) {
        List<Map.Entry<String, String>> changed = new ArrayList<>(pairs.size() + 1);
        changed.addAll(pairs);
        String root = root(name);
        int place = changed.size();
        for (int i = 0; i < pairs.size(); i++) {
            String other = pairs.get(i).getKey();
            if (other.equals(name)) {
                changed.set(i, Map.entry(name, text));
                return new Fields(changed);
            } else if (root(other).equals(root)) {
                place = i + 1;
            }
        }
        changed.add(place, Map.entry(name, text));
        return new Fields(changed);
    }

    /** The part of a flat name before its first bracket. */
    public static String root(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0 ? name : name.substring(0, bracket);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields fields && pairs.equals(fields.pairs);
    }

    @Override
    public int hashCode() {
        return pairs.hashCode();
    }

    @Override
    public String toString() {
        return pairs.toString();
    }
}
