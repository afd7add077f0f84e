package io.waybill.ledger.camel;

import io.waybill.ledger.DueOrder;
import io.waybill.ledger.Verdict;
import io.waybill.ledger.Verdicts;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A delivery step without a network: answers as it is told, when it is told, and counts how many calls are under way at
 * one time.
 */
final class FarEnd implements Processor {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    private final AtomicLong invoices = new AtomicLong(1);
    private final Semaphore answers = new Semaphore(0);
    private volatile int answeredAtOnce = Integer.MAX_VALUE;
    private volatile Function<DueOrder, Verdict> verdicts = order -> confirmed();

    Verdict confirmed() {
        return Verdicts.confirmed(invoices.getAndIncrement());
    }

    /** What the answers say. */
    FarEnd answering(Function<DueOrder, Verdict> how) {
        verdicts = how;
        return this;
    }

    /** Each call waits until {@link #answer} lets it end, but for the first so many. */
    FarEnd waitingAfter(int calls) {
        answeredAtOnce = calls;
        return this;
    }

    /** Lets that many waiting calls end. */
    void answer(int count) {
        answers.release(count);
    }

    /** Lets all calls end. */
    void answerAll() {
        answeredAtOnce = Integer.MAX_VALUE;
        answers.release(1_000_000);
    }

    Verdict call(DueOrder order) throws InterruptedException {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            if (place(order) > answeredAtOnce && !answers.tryAcquire(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test has not answered");
            }
            return verdicts.apply(order);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private synchronized int place(DueOrder order) {
        calls.add(order.reference());
        return calls.size();
    }

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        exchange.getProperty(LedgerConstants.ATTEMPT, Attempt.class).begin();
        exchange.getMessage().setBody(call(exchange.getMessage().getBody(DueOrder.class)));
    }
}
