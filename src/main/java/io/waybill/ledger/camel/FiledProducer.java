package io.waybill.ledger.camel;

import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.FilingRound;
import io.waybill.ledger.Ledger;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;

/** Tells the ledger that a batch, or a round of them, is filed. */
final class FiledProducer extends DefaultProducer {
    private final Ledger ledger;

    FiledProducer(LedgerEndpoint endpoint) {
        super(endpoint);
        this.ledger = endpoint.getComponent().getLedger();
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Object body = exchange.getMessage().getBody();
        if (body instanceof FilingRound round) {
            Ledger.await(ledger.filed(round));
        } else {
            Ledger.await(ledger.filed(exchange.getMessage().getMandatoryBody(FilingBatch.class)));
        }
    }
}
