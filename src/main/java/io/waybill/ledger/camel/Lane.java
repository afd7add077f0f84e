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
    private final SenderThreads threads;

    private final Deque<LeasedOrder> leased = new ArrayDeque<>();
    private final Deque<LeasedOrder> ready = new ArrayDeque<>();
    private int onTheWire;
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
        this.threads = new SenderThreads("send-" + account.name());
    }

    void start() {
        synchronized (this) {
            running = true;
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
        if (!leased.isEmpty() || !ready.isEmpty()) {
            sending -= ready.size();
            ledger.giveBack(List.copyOf(leased), List.copyOf(ready));
            leased.clear();
            ready.clear();
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
            while (onTheWire < inFlight && !ready.isEmpty()) {
                onTheWire++;
                LeasedOrder first = ready.poll();
                threads.start(() -> send(first));
            }
            pump();
        } else {
            sending -= begun.size();
            ledger.giveBack(List.of(), begun);
        }
    }

    private void send(LeasedOrder first) {
        LeasedOrder order = first;
        while (order != null) {
            try {
                delivery.deliver(new Attempt(order, this::answered));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error(
                        "Order {} could not be given to the route",
                        order.order().reference(),
                        e);
            }
            order = next();
        }
    }

    /** The next order for a sender; with null the sender has left. */
    private synchronized LeasedOrder next() {
        LeasedOrder order = running && !Thread.currentThread().isInterrupted() ? ready.poll() : null;
        if (order == null) {
            onTheWire--;
            notifyAll();
        }
        return order;
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
        List<LeasedOrder> reserved;
        List<LeasedOrder> unsent;
        int left;
        synchronized (this) {
            reserved = List.copyOf(leased);
            leased.clear();
            unsent = List.copyOf(ready);
            ready.clear();
            long millis = 1;
            while (onTheWire > 0 && millis > 0) {
                millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
                wait(Math.max(1, millis));
            }
            left = onTheWire;
        }
        threads.close();
        Ledger.await(ledger.giveBack(reserved, unsent));
        return left;
    }
}
