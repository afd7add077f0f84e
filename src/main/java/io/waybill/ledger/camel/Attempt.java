package io.waybill.ledger.camel;

import io.waybill.ledger.DueOrder;
import io.waybill.ledger.LeasedOrder;
import io.waybill.ledger.Verdict;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One attempt to send one order, from the ledger to its verdict. Safe for use by several threads. */
public final class Attempt {
    private final LeasedOrder leased;
    private final Predicate<LeasedOrder> ours;
    private final Consumer<Verdict> onAnswer;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicBoolean settling = new AtomicBoolean();
    private volatile boolean begun;

    Attempt(LeasedOrder leased, Predicate<LeasedOrder> ours, Consumer<Verdict> onAnswer) {
        this.leased = leased;
        this.ours = ours;
        this.onAnswer = onAnswer;
    }

    /** The order. */
    public DueOrder order() {
        return leased.order();
    }

    LeasedOrder leased() {
        return leased;
    }

    /**
     * To be called as the last act before the first byte of the request's body is written.
     *
     * @return false if another gateway may have taken the order over, so that nothing must be sent
     */
    public boolean begin() {
        if (!ours.test(leased)) {
            return false;
        }
        begun = true;
        return true;
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
