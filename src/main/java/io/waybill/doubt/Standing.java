package io.waybill.doubt;

import java.time.Instant;

/**
 * What has come of asking about one doubt so far; to be kept with the order until the doubt is resolved, and begun
 * {@link #NEW anew} with each attempt.
 *
 * @param asked how many inquiries there were
 * @param fruitlessSince since when inquiries have led nowhere, which the time-out goes by; null if the last one did not
 * @param absentAt when the last inquiry that was answered began, if it showed the order absent; else null
 */
public record Standing(int asked, Instant fruitlessSince, Instant absentAt) {
    /** Nothing was asked yet. */
    public static final Standing NEW = new Standing(0, null, null);

    /** After one more inquiry that leads nowhere. */
    Standing fruitless(Instant now, Instant absent) {
        return new Standing(asked + 1, fruitlessSince == null ? now : fruitlessSince, absent);
    }

    /** After one more inquiry that leads on. */
    Standing fruitful(Instant absent) {
        return new Standing(asked + 1, null, absent);
    }
}
