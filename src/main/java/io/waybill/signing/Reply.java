package io.waybill.signing;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What came back from the API, by how far it may be believed. Code, text and invoice number can only be had from a
 * {@link Verified} reply; an {@link Unverified} one has claims.
 */
public sealed interface Reply {
    /**
     * The body as received, without a byte order mark. For records and people, and for the {@code result} of a query
     * that was verified; code, text and invoice number are not to be read from it again.
     */
    String raw();

    /**
     * A reply whose hash is correct: its sender knows the account's key.
     *
     * @param code the {@code error_code}; 0 is success
     * @param text the {@code error_text} as it was signed
     * @param billId the positive {@code bill_id} of {@code result}, if there is one; it is not covered by the hash
     * @param raw one whole JSON object; may have line breaks in it
     */
    record Verified(int code, String text, OptionalLong billId, String raw) implements Reply {}

    /**
     * A reply of the right form whose sender has not shown that he knows the key. Nothing of it may be believed; the
     * claimed code is there because of 4 and 5, with which the API answers a wrong key or an unknown login, and which
     * therefore cannot be verified.
     *
     * @param problem why it is not verified, a sentence without full stop
     * @param claimedCode the {@code error_code}, if it is one integer
     * @param claimedText the {@code error_text}, or null if it is not one text
     */
    record Unverified(String problem, OptionalInt claimedCode, String claimedText, String raw) implements Reply {}

    /**
     * No JSON object with an {@code error_code}: empty, a page of HTML, cut short, something before or after it.
     *
     * @param problem what it is instead, a sentence without full stop
     */
    record NoEnvelope(String problem, String raw) implements Reply {}
}
