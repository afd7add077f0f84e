package io.waybill.ledger.camel;

import io.waybill.ledger.Lease;
import io.waybill.ledger.LeasedOrder;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Suspension;
import io.waybill.ledger.Verdict;
import io.waybill.order.AccountKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's way out: orders reserved ahead, orders committed as being sent, and the threads that send them.
 *
 * <p>Reserving and committing go in batches that size themselves: one request of each kind is under way at a time, and
 * the next takes all the room that came free meanwhile. Until its first verified answer an account has one order in
 * flight, so that a wrong key costs one call and not a thousand.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** What one thread does with one order; returns when the far end's answer has been judged. */
    interface Delivery {
        void deliver(Attempt attempt) throws InterruptedException;
    }

    /** By how many times its number in flight an account may be ahead of its senders: all that a crash puts in doubt besides. */
    private static final int MOST_AHEAD = 3;

    private final Ledger ledger;
    private final AccountKey account;
    private final int inFlight;
    private final int window;
    private final Delivery delivery;
    private final BlockingQueue<LeasedOrder> ready = new LinkedBlockingQueue<>();
    private final List<Thread> senders = new ArrayList<>();

    private final Deque<LeasedOrder> leased = new ArrayDeque<>();
    private boolean running;
    private boolean leasing;
    private boolean committing;
    private boolean more = true;
    private boolean trusted;
    private int sending;
    private int answered;
    private int answeredInACommit;
    private Suspension suspension;
    private boolean suspending;

    Lane(Ledger ledger, AccountKey account, int inFlight, int window, Delivery delivery) {
        this.ledger = ledger;
        this.account = account;
        this.inFlight = inFlight;
        this.window = Math.max(window, inFlight);
        this.delivery = delivery;
    }

    void start() {
        synchronized (this) {
            running = true;
        }
        for (int i = 0; i < inFlight; i++) {
            senders.add(SenderThreads.start("send-" + account.name() + "-" + i, this::send));
        }
        wake();
    }

    /** Something may be due. */
    synchronized void wake() {
        more = true;
        if (!suspending) {
            suspension = null;
        }
        pump();
    }

    /** The ledger has committed that the account is suspended: from now on it is the one to ask. */
    synchronized void suspended() {
        suspending = false;
    }

    private synchronized void pump() {
        if (!running) {
            return;
        }
        int room = (trusted ? inFlight + ahead() : 1) - sending;
        if (room > 0 && !committing && !leased.isEmpty() && suspension == null) {
            commit(room);
        }
        if (more && !leasing && suspension == null && leased.size() <= window / 2) {
            leasing = true;
            ledger.lease(account, window - leased.size()).whenComplete(this::leased);
        }
    }

    /** So many more than are in flight keep every sender busy until the commit after this one. */
    private int ahead() {
        return Math.min(MOST_AHEAD * inFlight, 2 * answeredInACommit);
    }

    private void commit(int room) {
        List<LeasedOrder> batch = new ArrayList<>(Math.min(room, leased.size()));
        while (batch.size() < room && !leased.isEmpty()) {
            batch.add(leased.poll());
        }
        committing = true;
        answered = 0;
        sending += batch.size();
        ledger.sending(batch).whenComplete((begun, failure) -> committed(batch, begun, failure));
    }

    private synchronized void leased(Lease lease, Throwable failure) {
        leasing = false;
        if (failure != null) {
            LOG.error("Orders of account {} could not be reserved: {}", account.name(), failure.toString());
            more = false;
            return;
        }
        if (lease.suspension() != null) {
            suspension = lease.suspension();
        }
        more = !lease.orders().isEmpty() && lease.orders().size() >= window / 2;
        leased.addAll(lease.orders());
        if (suspension != null || !running) {
            giveBackReserved();
        }
        pump();
    }

    private void giveBackReserved() {
        List<LeasedOrder> begun = new ArrayList<>();
        ready.drainTo(begun);
        sending -= begun.size();
        if (!leased.isEmpty() || !begun.isEmpty()) {
            ledger.giveBack(List.copyOf(leased), begun);
            leased.clear();
        }
    }

    private synchronized void committed(List<LeasedOrder> batch, List<LeasedOrder> begun, Throwable failure) {
        committing = false;
        answeredInACommit = Math.max(answered, answeredInACommit - answeredInACommit / 8 - 1);
        if (failure != null) {
            LOG.error("Orders of account {} could not be begun: {}", account.name(), failure.toString());
            sending -= batch.size();
            return;
        }
        sending -= batch.size() - begun.size();
        if (running && suspension == null) {
            ready.addAll(begun);
            pump();
        } else {
            sending -= begun.size();
            ledger.giveBack(List.of(), begun);
        }
    }

    private void send() {
        try {
            while (isRunning()) {
                LeasedOrder order = ready.poll(200, TimeUnit.MILLISECONDS);
                if (order != null && mayGo(order)) {
                    delivery.deliver(new Attempt(order, this::answered));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An order that comes to a sender after the account was suspended goes back unsent. */
    private synchronized boolean mayGo(LeasedOrder order) {
        if (suspension == null) {
            return true;
        }
        sending--;
        ledger.giveBack(List.of(), List.of(order));
        return false;
    }

    private synchronized boolean isRunning() {
        return running;
    }

    private synchronized void answered(Verdict verdict) {
        sending--;
        answered++;
        if (verdict.suspend() != null) {
            trusted = false;
            suspension = new Suspension(null, verdict.suspend());
            suspending = true;
            giveBackReserved();
        } else if (verdict.verified()) {
            trusted = true;
        }
        pump();
    }

    synchronized void stopTaking() {
        running = false;
    }

    /**
     * Waits until what is on the wire has been answered, but no longer than that, and gives back the rest.
     *
     * @return how many orders are still on the wire; the next start finds them in doubt
     */
    int stop(long deadlineNanos) throws InterruptedException {
        List<LeasedOrder> unsent = new ArrayList<>();
        ready.drainTo(unsent);
        List<LeasedOrder> reserved;
        synchronized (this) {
            reserved = new ArrayList<>(leased);
            leased.clear();
        }
        for (Thread sender : senders) {
            sender.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime())));
        }
        Ledger.await(ledger.giveBack(reserved, unsent));
        return (int) senders.stream().filter(Thread::isAlive).count();
    }
}
