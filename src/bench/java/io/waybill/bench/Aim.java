package io.waybill.bench;

import java.util.Locale;

/**
 * What is asked of a figure: by itself, or as a part of another one of the same round.
 *
 * @param figure the figure
 * @param reference the figure that it is divided by, or null
 * @param atLeast the least that will do, or null
 * @param atMost the most that will do, or null
 */
record Aim(String figure, String reference, Double atLeast, Double atMost) {
    static Aim atLeast(String figure, String reference, double bound) {
        return new Aim(figure, reference, bound, null);
    }

    static Aim atMost(String figure, String reference, double bound) {
        return new Aim(figure, reference, null, bound);
    }

    /** No aim: the ratio is only told. */
    static Aim told(String figure, String reference) {
        return new Aim(figure, reference, null, null);
    }

    /** What is compared with the bound. */
    String subject() {
        return reference == null ? figure : figure + " / " + reference;
    }

    /** The bound in words; empty without one. */
    String words() {
        if (atLeast != null) {
            return "at least " + number(atLeast);
        }
        return atMost == null ? "" : "at most " + number(atMost);
    }

    private static String number(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : String.format(Locale.ROOT, "%.2f", bound);
    }

    /** Whether a value will do; null where nothing is asked. */
    Boolean reachedBy(double value) {
        if (atLeast == null && atMost == null) {
            return null;
        }
        return (atLeast == null || value >= atLeast) && (atMost == null || value <= atMost);
    }
}
