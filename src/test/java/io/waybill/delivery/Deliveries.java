package io.waybill.delivery;

import io.waybill.account.Account;
import io.waybill.account.Accounts;
import io.waybill.doubt.Post;
import io.waybill.ledger.DoubtBatch;
import io.waybill.ledger.DoubtFindings;
import io.waybill.ledger.DueOrder;
import io.waybill.ledger.Verdict;
import java.time.Clock;

/** Delivery's own judgement and resolver, without the routes and the network around them. */
public final class Deliveries {
    private Deliveries() {}

    /** The verdict on a reply. */
    public static Verdict replied(DueOrder order, Account account, int status, String retryAfter, byte[] body) {
        return new Judgement(order, account.secret()).replied(new Received(status, "text/html", retryAfter, body));
    }

    /** The verdict on a call that failed. */
    public static Verdict failed(DueOrder order, Account account, boolean begun, Throwable cause) {
        return new Judgement(order, account.secret()).failed(begun, cause);
    }

    /** What comes of asking about a batch by that post, where the far end's replies bear the time of that clock. */
    public static DoubtFindings resolve(Accounts accounts, Clock clock, Post post, Clock farClock, DoubtBatch batch) {
        FarClock.Carrier carrier = (address, form) -> {
            byte[] body = post.post(address, form);
            return new QueryPost.Answered(200, "application/json", null, farClock.instant(), body);
        };
        try (DoubtResolver resolver = new DoubtResolver(accounts, clock, account -> carrier)) {
            return resolver.resolve(batch);
        }
    }
}
