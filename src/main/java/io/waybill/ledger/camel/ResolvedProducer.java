package io.waybill.ledger.camel;

import io.waybill.ledger.DoubtFindings;
import io.waybill.ledger.Ledger;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;

/** Does with orders in doubt what came of asking. Returns when that is committed. */
final class ResolvedProducer extends DefaultProducer {
    private final Ledger ledger;

    ResolvedProducer(LedgerEndpoint endpoint) {
        super(endpoint);
        this.ledger = endpoint.getComponent().getLedger();
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Ledger.await(ledger.resolved(exchange.getMessage().getMandatoryBody(DoubtFindings.class)));
    }
}
