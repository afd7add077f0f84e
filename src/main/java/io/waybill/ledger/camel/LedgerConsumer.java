package io.waybill.ledger.camel;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerSignals;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** What the ledger's consumers share: the ledger, a timer of their own while they run, and the way into the route. */
abstract class LedgerConsumer extends DefaultConsumer implements LedgerSignals.Listener {
    final LedgerEndpoint endpoint;
    final Ledger ledger;
    private final String timerName;
    ScheduledExecutorService timer;

    LedgerConsumer(LedgerEndpoint endpoint, Processor processor, String timerName) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.ledger = endpoint.getComponent().getLedger();
        this.timerName = timerName;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, timerName);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Gives the route a body, and waits for it; throws what went wrong in it. */
    final void route(Object body) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getIn().setBody(body);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
