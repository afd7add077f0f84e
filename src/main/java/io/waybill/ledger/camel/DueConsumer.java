package io.waybill.ledger.camel;

import io.waybill.ledger.State;
import io.waybill.ledger.Suspension;
import io.waybill.ledger.Verdict;
import io.waybill.order.AccountKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the route one order after the other, on as many threads for each account as it may have in flight. What the
 * ledger commits wakes it at once; a slow look every few seconds covers whatever no signal told.
 *
 * <p>An exchange that ends without a verdict is given one here: surely unsent, or in doubt once a byte of the request
 * may have left. So no mistake in a route can lose an order or send it twice.
 */
final class DueConsumer extends LedgerConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(DueConsumer.class);
    private static final long LOOK_AGAIN_SECONDS = 5;

    private final Map<AccountKey, Lane> lanes = new LinkedHashMap<>();

    DueConsumer(LedgerEndpoint endpoint, Processor processor) {
        super(endpoint, processor, "ledger-timer");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        SendingLimits limits = endpoint.getComponent().getLimits();
        for (AccountKey account : limits.accounts()) {
            lanes.put(
                    account, new Lane(ledger, account, limits.inFlight(account), this::deliver, rate(account, limits)));
        }
        ledger.signals().add(this);
        lanes.values().forEach(Lane::start);
        timer.scheduleWithFixedDelay(this::due, LOOK_AGAIN_SECONDS, LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() throws Exception {
        ledger.signals().remove(this);
        timer.shutdownNow();
        // all are told first, so that they come to rest side by side
        lanes.values().forEach(Lane::stopTaking);
        long seconds = getEndpoint().getCamelContext().getShutdownStrategy().getTimeout();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int unanswered = 0;
        for (Lane lane : lanes.values()) {
            unanswered += lane.stop(deadline);
        }
        lanes.clear();
        if (unanswered > 0) {
            LOG.warn(
                    "{} order(s) got no answer within {} s of the stop; they are in doubt at the next start",
                    unanswered,
                    seconds);
        }
        super.doStop();
    }

    @Override
    public void due() {
        lanes.values().forEach(Lane::wake);
    }

    @Override
    public void dueIn(AccountKey account, long millis) {
        Lane lane = lanes.get(account);
        if (lane != null && !timer.isShutdown()) {
            timer.schedule(lane::wake, millis, TimeUnit.MILLISECONDS);
        }
    }

    private Rate rate(AccountKey account, SendingLimits limits) {
        double perSecond = limits.perSecond(account);
        return perSecond == 0
                ? Rate.unlimited()
                : Rate.of(() -> perSecond / ledger.nodes(), System::nanoTime, millis -> dueIn(account, millis));
    }

    @Override
    public void suspended(AccountKey account, Suspension suspension, boolean anew) {
        tell(account, lane -> lane.suspended(suspension));
    }

    @Override
    public void resumed(AccountKey account) {
        tell(account, Lane::resumed);
    }

    @Override
    public void delayed(AccountKey account, long millis) {
        tell(account, Lane::delayed);
        dueIn(account, millis);
    }

    @Override
    public void paused() {
        Suspension pause = new Suspension(null, null, "the gateway is paused");
        lanes.values().forEach(lane -> lane.hold(pause));
    }

    private void tell(AccountKey account, Consumer<Lane> news) {
        Lane lane = lanes.get(account);
        if (lane != null) {
            news.accept(lane);
        }
    }

    private void deliver(Attempt attempt) throws InterruptedException {
        Exchange exchange = createExchange(false);
        exchange.setProperty(LedgerConstants.ATTEMPT, attempt);
        exchange.getIn().setBody(attempt.order());
        AsyncCallback done = doneSync -> {
            if (!attempt.settled()) {
                settleUnanswered(attempt, exchange.getException());
            } else if (exchange.getException() != null) {
                notCommitted(attempt, exchange.getException());
            }
            releaseExchange(exchange, false);
        };
        getAsyncProcessor().process(exchange, done);
        attempt.awaitAnswer();
    }

    private static Void notCommitted(Attempt attempt, Throwable failure) {
        LOG.error(
                "Order {}: its verdict could not be committed ({}); the next start finds it in doubt",
                attempt.order().reference(),
                failure.toString());
        return null;
    }

    private void settleUnanswered(Attempt attempt, Exception failure) {
        String why = failure == null ? "the route ended without a verdict" : "the route failed: " + failure;
        State state = attempt.begun() ? State.IN_DOUBT : State.ACCEPTED;
        Verdict verdict = Verdict.unreplied(state, why);
        LOG.error("Order {}: {}", attempt.order().reference(), why);
        if (attempt.settle(verdict)) {
            ledger.settle(attempt.leased(), verdict).exceptionally(e -> notCommitted(attempt, e));
        }
    }
}
