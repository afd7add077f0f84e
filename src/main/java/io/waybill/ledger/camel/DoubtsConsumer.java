package io.waybill.ledger.camel;

import io.waybill.order.AccountKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;

/**
 * Gives the route batches of orders in doubt that are due to be asked about, each of one account, and of an account one
 * batch at a time. The ledger, not the route, says when a doubt is over.
 */
final class DoubtsConsumer extends LedgerConsumer {
    private final Map<AccountKey, DoubtLane> lanes = new ConcurrentHashMap<>();

    DoubtsConsumer(LedgerEndpoint endpoint, Processor processor) {
        super(endpoint, processor, "doubts-timer");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Duration pause = Duration.ofMillis(endpoint.getPause());
        for (AccountKey account : endpoint.getComponent().getLimits().accounts()) {
            lanes.put(account, new DoubtLane(ledger, account, pause, this::route, timer));
        }
        ledger.signals().add(this);
        lanes.values().forEach(DoubtLane::wake);
    }

    @Override
    public void doubt(AccountKey account) {
        DoubtLane lane = lanes.get(account);
        if (lane != null) {
            lane.wake();
        }
    }

    @Override
    public void resumed(AccountKey account) {
        doubt(account);
    }

    @Override
    protected void doStop() throws Exception {
        ledger.signals().remove(this);
        lanes.values().forEach(DoubtLane::stopTaking);
        long seconds = getEndpoint().getCamelContext().getShutdownStrategy().getTimeout();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (DoubtLane lane : lanes.values()) {
            lane.stop(deadline);
        }
        lanes.clear();
        timer.shutdownNow();
        super.doStop();
    }
}
