package io.waybill.intake;

/** How much of a document one order may be: what keeps reading within a fixed memory. */
public final class Limits {
    /** Characters of one order, which is also the most that is held of it. */
    public static final int ORDER_CHARACTERS = 1 << 20;
    /** Fields of one order: PHP drops the ones behind the thousandth without a word. */
    public static final int ORDER_FIELDS = 1_000;

    /** What was expected of an order that has more characters. */
    public static final String CHARACTERS_EXPECTED = "an order of at most 1 MiB (1,048,576 characters)";
    /** What was expected of an order that has more fields. */
    public static final String FIELDS_EXPECTED = "an order of at most 1,000 fields";

    private Limits() {}
}
