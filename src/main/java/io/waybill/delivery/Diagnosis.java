package io.waybill.delivery;

import java.util.Locale;

/**
 * What came of trying an account.
 *
 * @param kind what kind of thing it is
 * @param code the API's code, verified or claimed; null where there is none
 * @param found what was found, a sentence
 * @param advice what to do, a sentence; null where there is nothing to do
 */
public record Diagnosis(Kind kind, Integer code, String found, String advice) {
    /** The kinds of findings, from the wire upwards. */
    public enum Kind {
        /** The API answered, and its answer is verified: the account can be used. */
        WELL,
        /** The host has no address. */
        DNS,
        /** No connection came about. */
        CONNECT,
        /** The connection could not be made safe. */
        TLS,
        /** The request went out, but no whole reply came. */
        NO_REPLY,
        /** The far end wants the call to go elsewhere. */
        REDIRECT,
        /** Something answered, but not the API. */
        NO_API,
        /** The far end is in trouble itself. */
        TROUBLE,
        /** The API's answer is not signed with this account's key. */
        UNVERIFIED,
        /** The API refuses the account's calls. */
        REFUSED,
        /** The API has had too many calls, or the account may not call; each further one makes it worse. */
        LIMIT;

        /** The name as programs meet it: {@code no_api}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether orders of the account can be sent. */
    public boolean well() {
        return kind == Kind.WELL;
    }

    /** Both sentences. */
    public String text() {
        return advice == null ? found : found + " " + advice;
    }
}
