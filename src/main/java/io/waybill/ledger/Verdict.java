package io.waybill.ledger;

import java.time.Duration;

/**
 * What became of one attempt.
 *
 * @param state {@link State#CONFIRMED}, {@link State#REJECTED}, {@link State#IN_DOUBT}, of a create and a delete
 *     alike, or {@link State#ACCEPTED} for what surely did not happen and is to be tried again
 * @param billId the invoice number that the reply names, or null
 * @param httpStatus the reply's HTTP status, or null where none came
 * @param errorCode the API's code, verified or not, or null where none came
 * @param errorText the API's text, or null
 * @param verified whether the reply's hash was right
 * @param reply the reply's body as JSON text if it was verified, else null
 * @param reason what happened, a sentence; null for success
 * @param suspend if not null, the account is suspended for this reason
 * @param retryAfter if not null, the account makes no call for so long; says nothing of the order
 */
public record Verdict(
        State state,
        Long billId,
        Integer httpStatus,
        Integer errorCode,
        String errorText,
        boolean verified,
        String reply,
        String reason,
        String suspend,
        Duration retryAfter) {
    /** A verdict that lets the account go on at once. */
    public Verdict(
            State state,
            Long billId,
            Integer httpStatus,
            Integer errorCode,
            String errorText,
            boolean verified,
            String reply,
            String reason,
            String suspend) {
        this(state, billId, httpStatus, errorCode, errorText, verified, reply, reason, suspend, null);
    }

    /** A verdict that rests on no reply. */
    public static Verdict unreplied(State state, String reason) {
        return unreplied(state, reason, null);
    }

    /** The same, and the account is suspended for that reason, if it is not null. */
    public static Verdict unreplied(State state, String reason, String suspend) {
        return new Verdict(state, null, null, null, null, false, null, reason, suspend);
    }

    /** Whether this is a verified success, which is what the route's filter asks. */
    public boolean isConfirmed() {
        return state == State.CONFIRMED;
    }
}
