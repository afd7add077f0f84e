package io.waybill.ledger.camel;

import io.waybill.ledger.DoubtBatch;
import io.waybill.ledger.Ledger;
import io.waybill.order.AccountKey;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's doubts: a batch at a time, the next no sooner than a pause after it. It sleeps until the next doubt is
 * due, but looks every few seconds while there is any, since an account may be resumed and the clock may be set. A
 * batch that fails is given again.
 */
final class DoubtLane {
    private static final Logger LOG = LoggerFactory.getLogger(DoubtLane.class);
    private static final int MOST = 500;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** What one thread does with one batch. */
    interface Inquiry {
        void ask(DoubtBatch batch) throws Exception;
    }

    private final Ledger ledger;
    private final AccountKey account;
    private final Duration pause;
    private final Inquiry inquiry;
    private final ScheduledExecutorService timer;
    private final SenderThreads threads;
    private final ClockWatch watch = new ClockWatch();

    private boolean running = true;
    private boolean busy;
    private boolean again;
    private long notBefore = System.nanoTime();
    private ScheduledFuture<?> next;

    DoubtLane(Ledger ledger, AccountKey account, Duration pause, Inquiry inquiry, ScheduledExecutorService timer) {
        this.ledger = ledger;
        this.account = account;
        this.pause = pause;
        this.inquiry = inquiry;
        this.timer = timer;
        this.threads = new SenderThreads("ask-" + account.name());
    }

    /** There may be something to ask about. */
    synchronized void wake() {
        if (busy) {
            again = true;
        } else if (running) {
            cancel();
            long pauseLeft = notBefore - System.nanoTime();
            if (pauseLeft > 0) {
                next = timer.schedule(this::wake, pauseLeft, TimeUnit.NANOSECONDS);
            } else {
                busy = true;
                threads.start(this::work);
            }
        }
    }

    private void work() {
        Duration wait = LOOK_AGAIN;
        try {
            wait = ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            if (isRunning()) {
                LOG.error("Doubts of account {} could not be resolved, trying again: {}", account.name(), e.toString());
            }
        } finally {
            rest(wait);
        }
    }

    /** Asks about what is due; gives how long there is nothing to do, or null until somebody wakes it. */
    private Duration ask() throws Exception {
        DoubtBatch batch = Ledger.await(ledger.doubts(account, MOST));
        boolean first = watch.isFirst();
        boolean jumped = watch.hasJumped(batch.asOf(), batch.asOfNanos());
        if (jumped) {
            LOG.warn(
                    "The clock was set, or this machine slept; account {} is asked about its doubts anew",
                    account.name());
        }
        // many a machine's clock is set while it starts up, and nobody was looking yet
        if (jumped || first) {
            Ledger.await(ledger.clockJumped(account));
            return Duration.ZERO;
        }
        if (!batch.doubts().isEmpty() && isRunning()) {
            try {
                inquiry.ask(batch);
            } finally {
                pause();
            }
            return Duration.ZERO;
        }
        if (batch.next() == null) {
            return null;
        }
        Duration wait = until(batch.next(), batch.asOf());
        return wait.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : wait;
    }

    private static Duration until(Instant next, Instant now) {
        // what is due and was not given waits for its account to be resumed
        return next.isAfter(now) ? Duration.between(now, next) : LOOK_AGAIN;
    }

    /** Whoever wakes it, it asks nothing before the pause is over. */
    private synchronized void pause() {
        notBefore = System.nanoTime() + pause.toNanos();
    }

    private synchronized void rest(Duration wait) {
        busy = false;
        if (!running) {
            notifyAll();
        } else if (wait != null || again) {
            next = timer.schedule(this::wake, again ? 0 : wait.toNanos(), TimeUnit.NANOSECONDS);
            again = false;
        }
    }

    private void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private synchronized boolean isRunning() {
        return running;
    }

    synchronized void stopTaking() {
        running = false;
        cancel();
    }

    /** Waits until the batch that is being asked about is done, but no longer than that. Losing it loses nothing. */
    synchronized void stop(long deadlineNanos) throws InterruptedException {
        long millis = 1;
        while (busy && millis > 0) {
            millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            wait(Math.max(1, millis));
        }
        threads.close();
    }
}
