package io.waybill.ledger.camel;

import io.waybill.ledger.IncomingDocument;
import io.waybill.ledger.Ledger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Accepts the document in the body, which is what became of it once the ledger has committed all of it. */
final class AcceptProducer extends DefaultProducer {
    private final Ledger ledger;

    AcceptProducer(LedgerEndpoint endpoint) {
        super(endpoint);
        this.ledger = endpoint.getComponent().getLedger();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        message.setBody(message.getMandatoryBody(IncomingDocument.class).acceptInto(ledger));
    }
}
