package io.waybill.ledger;

/** What attempts may come to. */
public final class Verdicts {
    private Verdicts() {}

    /** A verified success with that invoice number. */
    public static Verdict confirmed(Long billId) {
        return new Verdict(State.CONFIRMED, billId, 200, 0, "OK", true, "{\"error_code\":0}", null, null);
    }

    /** A verified refusal. */
    public static Verdict rejected(int code) {
        return new Verdict(
                State.REJECTED, null, 200, code, "no", true, "{\"error_code\":" + code + "}", "refused: " + code, null);
    }

    /** Nobody knows. */
    public static Verdict inDoubt() {
        return new Verdict(State.IN_DOUBT, null, 502, null, null, false, null, "no verified answer", null);
    }

    /** The API says that the order exists, under that number, or under one that it does not name. */
    public static Verdict exists(Long billId) {
        return new Verdict(State.IN_DOUBT, billId, 200, 601, "exists", true, "{}", "perhaps another", null);
    }

    /** Surely not sent. */
    public static Verdict unsent() {
        return new Verdict(State.ACCEPTED, null, null, null, null, false, null, "no connection", null);
    }

    /** Surely not done, and the account is suspended with that code. */
    public static Verdict suspended(Integer code) {
        return new Verdict(
                State.ACCEPTED,
                null,
                200,
                code,
                "no",
                true,
                null,
                "refused: " + code,
                "code " + code + ": see the key");
    }
}
