package io.waybill.delivery;

import io.waybill.doubt.Answer;
import io.waybill.doubt.Call;
import io.waybill.doubt.Post;
import io.waybill.doubt.Query;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the far end's clock, by the date of its replies, with the one by which days are asked for. Where they differ
 * by much, a list of days may be one of other days than the order's: what it does not show is not absent, and it counts
 * as no answer. One account's; for one thread at a time.
 */
final class FarClock implements Post {
    private static final Logger LOG = LoggerFactory.getLogger(FarClock.class);

    /** Less than what the day more at either end of a list leaves in every time zone, which is ten hours. */
    private static final Duration TOLERANCE = Duration.ofHours(6);

    /** Carries a question and brings back the reply with its head. */
    interface Carrier {
        QueryPost.Answered ask(URI address, String form) throws IOException;
    }

    private final String account;
    private final Clock clock;
    private final Carrier carrier;
    private Instant far;
    private boolean told;

    FarClock(String account, Clock clock, Carrier carrier) {
        this.account = account;
        this.clock = clock;
        this.carrier = carrier;
    }

    @Override
    public byte[] post(URI address, String form) throws IOException {
        far = null;
        QueryPost.Answered answered = carrier.ask(address, form);
        far = answered.date();
        return answered.body();
    }

    /** The same call, where this carries its questions. */
    Call minding(Call call) {
        return ask -> {
            Answer answer = call.ask(ask);
            if (ask.query() != Query.ORDERS_OF_DAYS || !(answer instanceof Answer.Orders) || agrees()) {
                return answer;
            }
            return new Answer.None(Answer.Cause.FAILED, ask.query().apiName() + ": " + difference());
        };
    }

    private boolean agrees() {
        boolean agrees =
                far != null && Duration.between(far, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
        if (!agrees && !told) {
            LOG.warn(
                    "Account {}: {}; its customers are asked for one by one until the clocks agree",
                    account,
                    difference());
        }
        told = !agrees;
        return agrees;
    }

    private String difference() {
        String lists = ", so that a list of days proves nothing";
        return far == null
                ? "the far end's replies bear no date" + lists
                : "this machine's clock shows " + clock.instant() + ", but the far end's " + far + lists;
    }
}
