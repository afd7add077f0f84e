package io.waybill.ledger.camel;

import io.waybill.ledger.Lease;
import io.waybill.ledger.LeasedOrder;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Suspension;
import io.waybill.ledger.Verdict;
import io.waybill.order.AccountKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's way out: orders committed as being sent, and the threads that send them.
 *
 * <p>Orders are taken in batches that size themselves: one request is under way at a time, and the next takes all the
 * room that came free meanwhile. There is room for what is on the wire and for what will be answered until the next
 * commit; so a slow far end leaves few orders in doubt when the process is killed, and a fast one never waits. Until
 * its first verified answer an account has one order in flight, so that a wrong key costs one call and not a thousand.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** What one thread does with one order; returns when the far end's answer has been judged. */
    interface Delivery {
        void deliver(Attempt attempt) throws InterruptedException;
    }

    /** By how many times its number in flight an account may run ahead of its senders; a crash puts these in doubt, too. */
    private static final int MOST_AHEAD = 15;

    /** Two commits are under way at a time, the orders' and their answers', and either may take twice as long. */
    private static final int COMMITS_AHEAD = 4;

    private final Ledger ledger;
    private final AccountKey account;
    private final int inFlight;
    private final Delivery delivery;
    private final SenderThreads threads;

    private final Deque<LeasedOrder> ready = new ArrayDeque<>();
    private int onTheWire;
    private boolean running;
    private boolean leasing;
    private boolean more = true;
    private boolean trusted;
    private int sending;
    private int answered;
    private int answeredInACommit;
    private Suspension suspension;
    private boolean suspending;

    Lane(Ledger ledger, AccountKey account, int inFlight, Delivery delivery) {
        this.ledger = ledger;
        this.account = account;
        this.inFlight = inFlight;
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
        int room = (trusted ? inFlight + ahead() : 1) - sending;
        if (running && more && !leasing && suspension == null && room > 0) {
            leasing = true;
            answered = 0;
            sending += room;
            ledger.lease(account, room).whenComplete((lease, failure) -> leased(room, lease, failure));
        }
    }

    /** So many more than are in flight keep every sender busy until the commit after this one. */
    private int ahead() {
        return Math.min(MOST_AHEAD * inFlight, COMMITS_AHEAD * answeredInACommit);
    }

    private synchronized void leased(int room, Lease lease, Throwable failure) {
        leasing = false;
        answeredInACommit = Math.max(answered, answeredInACommit - answeredInACommit / 8 - 1);
        if (failure != null) {
            LOG.error("Orders of account {} could not be taken: {}", account.name(), failure.toString());
            sending -= room;
            more = false;
            return;
        }
        sending -= room - lease.orders().size();
        more = lease.orders().size() == room;
        if (lease.suspension() != null) {
            suspension = lease.suspension();
        }
        ready.addAll(lease.orders());
        if (suspension != null || !running) {
            giveBackReady();
            return;
        }
        while (onTheWire < inFlight && !ready.isEmpty()) {
            onTheWire++;
            LeasedOrder first = ready.poll();
            threads.start(() -> send(first));
        }
        pump();
    }

    private void giveBackReady() {
        if (!ready.isEmpty()) {
            sending -= ready.size();
            ledger.giveBack(List.copyOf(ready));
            ready.clear();
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
            giveBackReady();
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
        List<LeasedOrder> unsent;
        int left;
        synchronized (this) {
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
        Ledger.await(ledger.giveBack(unsent));
        return left;
    }
}
