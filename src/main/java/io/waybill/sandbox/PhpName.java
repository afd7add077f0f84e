package io.waybill.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a posted variable as PHP understands it: the keys that lead to its value, null for "the next index".
 * No keys at all where PHP drops the variable.
 */
final class PhpName {
    private static final int MAX_NESTING = 64;
    private static final String[] DROPPED = {};

    private final String[] keys;

    private PhpName(String... keys) {
        this.keys = keys;
    }

    /** Understands a decoded name, as PHP's {@code php_register_variable} does. */
    static PhpName of(String decoded) {
        String name = bare(decoded);
        int bracket = name.indexOf('[');
        String root = mangle(bracket < 0 ? name : name.substring(0, bracket));
        if (root.isEmpty()) {
            return new PhpName(DROPPED);
        }
        List<String> keys = new ArrayList<>();
        keys.add(root);
        int at = bracket;
        while (at >= 0 && at < name.length() && name.charAt(at) == '[') {
            if (keys.size() > MAX_NESTING) {
                return new PhpName(DROPPED);
            }
            int close = name.indexOf(']', at);
            if (close < 0) {
                return keys.size() == 1 ? new PhpName(mangle(name)) : new PhpName(keys.toArray(DROPPED));
            }
            String inner = name.substring(at + 1, close);
            keys.add(inner.isEmpty() || (inner.length() == 1 && isSpace(inner.charAt(0))) ? null : inner);
            at = close + 1;
        }
        return new PhpName(keys.toArray(DROPPED));
    }

    void put(PhpArray variables, String value) {
        if (keys.length == 0) {
            return;
        }
        PhpArray into = variables;
        for (int i = 0; i < keys.length - 1; i++) {
            into = keys[i] == null ? into.appendArray() : into.arrayAt(keys[i]);
        }
        String last = keys[keys.length - 1];
        if (last == null) {
            into.append(value);
        } else {
            into.put(last, value);
        }
    }

    /** A name without leading spaces, up to a NUL: PHP holds names as C strings. */
    private static String bare(String name) {
        int nul = name.indexOf('\0');
        int end = nul < 0 ? name.length() : nul;
        int start = 0;
        while (start < end && name.charAt(start) == ' ') {
            start++;
        }
        return name.substring(start, end);
    }

    private static String mangle(String name) {
        return name.replace(' ', '_').replace('.', '_').replace('[', '_');
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
