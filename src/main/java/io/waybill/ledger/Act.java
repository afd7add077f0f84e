package io.waybill.ledger;

/**
 * What a person wants done, for the order's history.
 *
 * @param by who
 * @param why why, or null where nothing was said
 */
public record Act(String by, String why) {
    String text() {
        return why == null ? by : by + ": " + why;
    }
}
