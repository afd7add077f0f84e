package io.waybill.delivery;

import io.waybill.order.Operation;
import java.util.Map;

/**
 * What a verified code of the API means for an order. Codes are told apart by operation, since the API uses one number
 * for several things; a code that its documentation does not name for the operation is {@link #UNKNOWN}.
 */
enum Classification {
    /** Done. */
    DONE,
    /** There is no such order: nothing to delete, or nothing any more. */
    GONE,
    /** Refused for what the order says; the same order will always be refused. */
    REFUSED,
    /** Refused before it was looked at, for the account's credentials or settings. */
    CONFIGURATION,
    /** Refused because the account has called too often or may not call; each further try makes it worse. */
    LIMIT,
    /** The API found an order that it takes for the same, and names its number. */
    EXISTS,
    /** Whether anything happened cannot be told from the code. */
    UNKNOWN;

    private static final Map<Integer, Classification> ANY = Map.of(
            0, DONE,
            1, CONFIGURATION,
            2, CONFIGURATION,
            3, REFUSED,
            4, CONFIGURATION,
            5, CONFIGURATION,
            6, CONFIGURATION,
            7, CONFIGURATION,
            8, LIMIT,
            606, CONFIGURATION);

    private static final Map<Integer, Classification> CREATE =
            Map.of(600, REFUSED, 601, EXISTS, 602, UNKNOWN, 603, REFUSED, 604, REFUSED, 605, REFUSED);

    // 302 and 303 are the documented numbers, 200 and 201 those that have been seen.
    private static final Map<Integer, Classification> DELETE =
            Map.of(200, GONE, 302, GONE, 201, REFUSED, 303, REFUSED, 203, REFUSED);

    static Classification of(Operation operation, int code) {
        Classification general = ANY.get(code);
        if (general != null) {
            return general;
        }
        return (operation.creates() ? CREATE : DELETE).getOrDefault(code, UNKNOWN);
    }

    /** What a person has to do about a code that suspends the account. */
    static String cure(int code) {
        return switch (code) {
            case 1, 2 ->
                "the far end does not see the form as it was sent: check the account's url, and any proxy"
                        + " on the way";
            case 4 -> "check the account's key and login";
            case 5 -> "check the account's url and login";
            case 6 -> "the far end does not accept calls from this machine's address: have it allowed there";
            case 7 -> "the account is disabled at the far end: ask the vendor's support";
            case 8 ->
                "the far end limits calls from this address, or its API is switched off for the account: stop"
                        + " calling, ask the vendor's support";
            case 606 ->
                "creating orders through the API is switched off for the account: ask the vendor's support"
                        + " to enable it";
            default -> throw new IllegalArgumentException("code " + code + " suspends no account");
        };
    }
}
