package io.waybill.doubt;

import java.time.Instant;
import java.util.List;

/** What the evidence says about a doubt, and so what is to become of the order. */
public sealed interface Finding {
    /**
     * The one order at the far end that is ours: the order is confirmed, unless another create of the account has that
     * number. It also shows that the account returns markers in that place intact.
     */
    record Confirmed(long billId) implements Finding {}

    /** Proven not to be there, by every condition: the order may be sent again. */
    record Absent() implements Finding {}

    /**
     * It cannot be told yet.
     *
     * @param at not to be asked before this; and not while the account is suspended
     * @param standing to be kept until then
     * @param suspend why the account is to be suspended, a sentence without full stop; else null
     */
    record AskAgain(Instant at, Standing standing, String suspend) implements Finding {}

    /**
     * The API took another order for the same (601), and that one is not ours: likely a duplicate.
     *
     * @param existing the other order's invoice number
     */
    record Rejected(long existing, String advice) implements Finding {}

    /**
     * It cannot be told: a person has to look.
     *
     * @param candidates the orders to look at, the likeliest first; there may be more than are shown
     * @param reason what was found, a sentence
     * @param advice what to do next, a sentence
     */
    record Unclear(List<Candidate> candidates, String reason, String advice) implements Finding {}
}
