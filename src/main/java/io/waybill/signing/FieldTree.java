package io.waybill.signing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of an order as nested JSON: {@code goods[0][good_name]} becomes a member of the first object in the list
 * {@code goods}. All values are text. A name whose brackets do not match, or that nests deeper than anything the API
 * knows, stands as it is.
 */
public final class FieldTree {
    private static final int DEEPEST = 16;
    /** Never a field of ours, but an invalid order may bring one. */
    private static final String HASH = "hash";

    private final Map<String, Object> root = new LinkedHashMap<>();

    /** The tree of flat pairs in their order. */
    public FieldTree(Iterable<Map.Entry<String, String>> pairs) {
        for (Map.Entry<String, String> pair : pairs) {
            String name = pair.getKey();
            if (name.indexOf('[') < 0) {
                root.put(name, pair.getValue());
            } else {
                nest(path(name), pair.getValue());
            }
        }
        root.remove(HASH);
    }

    /** Writes the tree as one JSON object. */
    public void write(JsonGenerator json) throws IOException {
        object(json, root);
    }

    private void nest(List<String> path, String text) {
        Map<String, Object> level = root;
        for (String key : path.subList(0, path.size() - 1)) {
            level = inner(level, key);
        }
        String last = path.get(path.size() - 1);
        level.put(last.isEmpty() ? String.valueOf(level.size()) : last, text);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(Map<String, Object> level, String segment) {
        String key = segment.isEmpty() ? String.valueOf(level.size()) : segment;
        if (level.get(key) instanceof Map<?, ?> known) {
            return (Map<String, Object>) known;
        }
        Map<String, Object> fresh = new LinkedHashMap<>();
        level.put(key, fresh);
        return fresh;
    }

    private static List<String> path(String name) {
        List<String> whole = List.of(name);
        List<String> path = new ArrayList<>();
        int open = name.indexOf('[');
        if (open == 0) {
            return whole;
        }
        path.add(name.substring(0, open));
        while (open < name.length()) {
            int close = name.indexOf(']', open);
            if (name.charAt(open) != '[' || close < 0 || path.size() == DEEPEST) {
                return whole;
            }
            path.add(name.substring(open + 1, close));
            open = close + 1;
        }
        return path;
    }

    private static void object(JsonGenerator json, Map<?, ?> members) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            json.writeFieldName((String) member.getKey());
            value(json, member.getValue());
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, Object value) throws IOException {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Map<?, ?> members && counted(members)) {
            json.writeStartArray();
            for (Object member : members.values()) {
                value(json, member);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> members) {
            object(json, members);
        }
    }

    /** Whether the keys are 0, 1, 2, ... in this order, which is what PHP shows as a list. */
    private static boolean counted(Map<?, ?> members) {
        int next = 0;
        for (Object key : members.keySet()) {
            if (!String.valueOf(next).equals(key)) {
                return false;
            }
            next++;
        }
        return true;
    }
}
