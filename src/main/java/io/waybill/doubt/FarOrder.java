package io.waybill.doubt;

import java.time.Instant;

/**
 * An order as the far end shows it. A null is a field that it does not show, which is not the same as an empty one.
 *
 * @param billId its invoice number
 * @param email the customer's address as it came
 * @param tag its tag
 * @param comment its comment
 * @param created its time of creation
 * @param sum its total as the far end writes it
 */
public record FarOrder(long billId, String email, String tag, String comment, Instant created, String sum) {}
