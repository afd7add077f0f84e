package io.waybill.ledger.camel;

import io.waybill.ledger.State;
import io.waybill.ledger.Verdict;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Hands a verdict to the ledger. The exchange goes on when it is committed; no thread waits for that. */
final class SettleProducer extends DefaultAsyncProducer {
    private final LedgerEndpoint endpoint;

    SettleProducer(LedgerEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Attempt attempt = exchange.getProperty(LedgerConstants.ATTEMPT, Attempt.class);
        Verdict verdict = exchange.getMessage().getBody(Verdict.class);
        String refusal = refusal(attempt, verdict);
        if (refusal != null) {
            exchange.setException(new IllegalStateException(refusal));
            callback.done(true);
            return true;
        }
        if (!attempt.settle(verdict)) {
            exchange.setException(
                    new IllegalStateException("order " + attempt.order().reference() + " has been settled already"));
            callback.done(true);
            return true;
        }
        endpoint.getComponent().getLedger().settle(attempt.leased(), verdict).whenComplete((done, failure) -> {
            if (failure != null) {
                exchange.setException(failure);
            }
            callback.done(false);
        });
        return false;
    }

    private String refusal(Attempt attempt, Verdict verdict) {
        if (attempt == null || verdict == null) {
            return endpoint.getEndpointUri() + " takes the verdict on an order that came from ledger:due";
        }
        boolean success = verdict.state() == State.CONFIRMED;
        return switch (endpoint.getChannel()) {
            case ARCHIVE ->
                success
                        ? null
                        : "only a confirmed order may go to the archive, not one that is "
                                + verdict.state().label();
            case ERRORS -> success ? "a confirmed order does not belong in the error channel" : null;
            case ANY -> null;
        };
    }
}
