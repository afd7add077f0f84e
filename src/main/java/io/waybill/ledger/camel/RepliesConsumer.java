package io.waybill.ledger.camel;

import io.waybill.ledger.ReplyDesk;
import org.apache.camel.Processor;

/**
 * Gives the route what it is to tell to sources, a document at a time to each of its threads. A route that fails is
 * given the document again, after a while: the ledger, not the route, says what was told.
 */
final class RepliesConsumer extends LedgerConsumer {
    private ReplyDesk desk;
    private ReplyLane lane;

    RepliesConsumer(LedgerEndpoint endpoint, Processor processor) {
        super(endpoint, processor, "replies-timer");
        if (endpoint.getTo() == null || endpoint.getTo().isBlank()) {
            throw new IllegalArgumentException(endpoint.getEndpointUri() + " lacks its parameter to, the name by which"
                    + " documents ask for this route");
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        desk = ledger.replyDesk(endpoint.getTo());
        lane = new ReplyLane(endpoint.getTo(), desk, endpoint.getConcurrentDocuments(), this::route, timer);
        ledger.signals().add(this);
        lane.wake();
    }

    @Override
    public void replyDue() {
        lane.wake();
    }

    @Override
    protected void doStop() throws Exception {
        ledger.signals().remove(this);
        lane.stop(getEndpoint().getCamelContext().getShutdownStrategy().getTimeout());
        timer.shutdownNow();
        desk.close();
        super.doStop();
    }
}
