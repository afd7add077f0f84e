package io.waybill.delivery;

import io.waybill.delivery.Diagnosis.Kind;

/**
 * What an HTTP status says of the account where the API's envelope is missing: a redirect, a proxy's refusal or a page
 * that is not there is surely a matter of configuration, for every order alike. What became of the one order it does
 * not say.
 */
final class RefusedOnTheWay {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PROXY = 407;
    private static final int TIMEOUT = 408;
    private static final int TOO_LARGE = 413;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;

    private RefusedOnTheWay() {}

    static Kind kind(int status) {
        if (status >= 300 && status < 400) {
            return Kind.REDIRECT;
        }
        boolean passes = status == TIMEOUT || status == TOO_EARLY || status == TOO_MANY || status >= 500;
        return passes ? Kind.TROUBLE : Kind.NO_API;
    }

    /** Whether a reply of that status and without an envelope suspends the account. */
    static boolean suspends(int status) {
        // a request that is too large is one order's, and a whole page under 200 may be a passing mishap
        return kind(status) != Kind.TROUBLE && status >= 300 && status != TOO_LARGE;
    }

    /** What to do about it, a clause. */
    static String cure(int status) {
        return switch (kind(status)) {
            case REDIRECT ->
                "check the account's url: it must be the shop's own address, with https; redirects are never"
                        + " followed";
            case TROUBLE -> "try again later";
            default ->
                switch (status) {
                    case FORBIDDEN, PROXY ->
                        "a proxy or firewall refuses the call: have it allowed there, and check the account's url";
                    case NOT_FOUND -> "there is no API at this address: check the account's url";
                    default -> "check the account's url, and any proxy on the way";
                };
        };
    }
}
