package io.waybill.bench;

/** How much of itself the bench does. */
enum Form {
    /** All of it. */
    LONG,

    /** Small counts, no repeats, and processes that scenarios have in common: under three minutes. */
    SHORT,

    /** As the short one, with counts that only just tell something: what the tests have the time for. */
    GUARD;

    private static final int FEWER = 4;

    boolean brief() {
        return this != LONG;
    }

    /** Of a number that has a full and a small form, the one of this form. */
    int scaled(int full, int less) {
        return switch (this) {
            case LONG -> full;
            case SHORT -> less;
            case GUARD -> Math.max(1, less / FEWER);
        };
    }
}
