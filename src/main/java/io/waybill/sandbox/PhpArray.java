package io.waybill.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An ordered PHP array: keys to PHP strings or further arrays. A key that is set again keeps its place. Integer keys
 * are held in their decimal form, which is how they are sent and printed.
 */
final class PhpArray {
    private final Map<String, Object> entries = new LinkedHashMap<>();
    private long highestIndex = Long.MIN_VALUE;

    void put(String key, Object value) {
        entries.put(key, value);
        char first = key.isEmpty() ? ' ' : key.charAt(0);
        if (first == '-' || (first >= '0' && first <= '9')) {
            noteIndex(key);
        }
    }

    void append(Object value) {
        highestIndex = highestIndex == Long.MIN_VALUE ? 0 : highestIndex + 1;
        entries.put(Long.toString(highestIndex), value);
    }

    PhpArray appendArray() {
        PhpArray created = new PhpArray();
        append(created);
        return created;
    }

    /** The array under a key; what else was there is replaced by a new one. */
    PhpArray arrayAt(String key) {
        if (entries.get(key) instanceof PhpArray there) {
            return there;
        }
        PhpArray created = new PhpArray();
        put(key, created);
        return created;
    }

    Object get(String key) {
        return entries.get(key);
    }

    /** The text of a key, or an empty one where there is none or an array. */
    String text(String key) {
        return entries.get(key) instanceof String text ? text : "";
    }

    Object remove(String key) {
        return entries.remove(key);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    Map<String, Object> entries() {
        return entries;
    }

    private void noteIndex(String key) {
        boolean negative = key.charAt(0) == '-';
        int start = negative ? 1 : 0;
        if (key.length() > 18 || key.length() == start || (key.charAt(start) == '0' && key.length() > 1)) {
            return;
        }
        long index = 0;
        for (int i = start; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c < '0' || c > '9') {
                return;
            }
            index = index * 10 + c - '0';
        }
        highestIndex = Math.max(highestIndex, negative ? -index : index);
    }
}
