package io.waybill.ledger;

import java.time.Instant;

/** What is to become of an order in doubt. */
public sealed interface Resolution {
    /** It is there. */
    record Confirmed(long billId) implements Resolution {}

    /**
     * It is surely not there, and is sent again.
     *
     * @param how how that is known, a sentence
     * @param refused whether it was refused for the account's credentials, and waits until these are right
     */
    record Absent(String how, boolean refused) implements Resolution {}

    /**
     * It is asked about again.
     *
     * @param at not before this time
     * @param asked how many questions there were
     * @param fruitlessSince since when these have led nowhere, or null
     * @param absentAt when the order was last shown absent, or null
     */
    record AskAgain(Instant at, int asked, Instant fruitlessSince, Instant absentAt) implements Resolution {}

    /**
     * The far end refused it for another order that it took for the same.
     *
     * @param existing that order's invoice number
     */
    record Rejected(long existing) implements Resolution {}

    /**
     * It cannot be told, and waits for a person.
     *
     * @param reason what was found, a sentence
     * @param advice what to do, a sentence
     * @param candidates the orders to look at, a JSON list
     */
    record Unclear(String reason, String advice, String candidates) implements Resolution {}
}
