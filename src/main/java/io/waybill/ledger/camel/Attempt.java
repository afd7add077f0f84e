package io.waybill.ledger.camel;

import io.waybill.ledger.DueOrder;
import io.waybill.ledger.LeasedOrder;
import io.waybill.ledger.Verdict;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One attempt to send one order, from the ledger to its verdict. Safe for use by several threads. */
public final class Attempt {
    private final LeasedOrder leased;
    private final Consumer<Verdict> onAnswer;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicBoolean settling = new AtomicBoolean();
    private volatile boolean begun;

    Attempt(LeasedOrder leased, Consumer<Verdict> onAnswer) {
        this.leased = leased;
        this.onAnswer = onAnswer;
    }

    /** The order. */
    public DueOrder order() {
        return leased.order();
    }

    LeasedOrder leased() {
        return leased;
    }

    /** To be called as the last act before the first byte of the request's body is written. */
    public void begin() {
        begun = true;
    }

    /** Whether a byte of the request may have left. */
    public boolean begun() {
        return begun;
    }

    /** Claims the right to settle; true for the first caller only. */
    boolean settle(Verdict verdict) {
        if (!settling.compareAndSet(false, true)) {
            return false;
        }
        onAnswer.accept(verdict);
        answered.countDown();
        return true;
    }

    boolean settled() {
        return settling.get();
    }

    void awaitAnswer() throws InterruptedException {
        answered.await();
    }
}
