package io.waybill.doubt;

/**
 * How much is asked at a time. The API names no rate, but blocks accounts for what looks like hammering.
 *
 * @param calls the most calls of one inquiry
 * @param days the most days in one list; the API cuts a list of more than a month at its start, without a word
 * @param candidates the most orders of one customer that are looked at one by one, the newest first
 * @param failures so many calls in a row without an answer end an inquiry
 */
public record Limits(int calls, int days, int candidates, int failures) {
    /** 50 calls, lists of a week, 20 orders of a customer, 3 failures. */
    public static final Limits STANDARD = new Limits(50, 7, 20, 3);

    private static final int SHORTEST_MONTH = 28;

    /** @throws IllegalArgumentException if nothing could be asked, or more days than the API lists */
    public Limits {
        if (calls < 1 || candidates < 1 || failures < 1) {
            throw new IllegalArgumentException("calls, candidates and failures must be at least 1");
        }
        if (days < 1 || days > SHORTEST_MONTH) {
            throw new IllegalArgumentException("days must be from 1 to " + SHORTEST_MONTH + ", not " + days);
        }
    }
}
