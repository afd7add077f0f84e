package io.waybill.doubt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Those orders of one answer that could be tied to one of some doubts; the others are let go, since a list may hold
 * thousands.
 */
final class OrderIndex {
    private final Map<String, List<FarOrder>> byEmail = new HashMap<>();
    private final Map<String, List<FarOrder>> byMarker = new HashMap<>();
    private final List<FarOrder> nameless = new ArrayList<>();

    OrderIndex(Collection<FarOrder> orders, Wanted wanted) {
        for (FarOrder order : orders) {
            String email = order.email() == null ? null : Doubt.lower(order.email());
            if (email == null) {
                nameless.add(order);
            } else if (wanted.emails.contains(email)) {
                put(byEmail, email, order);
            }
            mentions(order.tag(), wanted, order);
            mentions(order.comment(), wanted, order);
        }
    }

    /** The orders that have anything in common with the doubt, each once. */
    Collection<FarOrder> related(Doubt doubt) {
        Set<FarOrder> related = new LinkedHashSet<>(byEmail.getOrDefault(doubt.email(), List.of()));
        related.addAll(byMarker.getOrDefault(doubt.marker(), List.of()));
        for (FarOrder order : nameless) {
            if (Likeness.of(doubt, order) != Likeness.OTHER) {
                related.add(order);
            }
        }
        return related;
    }

    // One walk over the text, however many markers are looked for.
    private void mentions(String text, Wanted wanted, FarOrder order) {
        if (text == null) {
            return;
        }
        String upper = text.toUpperCase(Locale.ROOT);
        for (int length : wanted.lengths) {
            int run = 0;
            for (int i = 0; i < upper.length(); i++) {
                char c = upper.charAt(i);
                run = c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ? run + 1 : 0;
                if (run >= length) {
                    String word = upper.substring(i + 1 - length, i + 1);
                    if (wanted.markers.contains(word)) {
                        put(byMarker, word, order);
                    }
                }
            }
        }
    }

    private static void put(Map<String, List<FarOrder>> map, String key, FarOrder order) {
        map.computeIfAbsent(key, first -> new ArrayList<>(1)).add(order);
    }

    /** What is looked for. */
    static final class Wanted {
        private final Set<String> emails;
        private final Set<String> markers;
        private final Set<Integer> lengths;

        Wanted(Collection<Doubt> doubts) {
            emails = doubts.stream().map(Doubt::email).collect(Collectors.toSet());
            markers = doubts.stream().map(Doubt::marker).collect(Collectors.toSet());
            lengths = markers.stream().map(String::length).collect(Collectors.toSet());
        }
    }
}
