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
 * its first verified answer since its start, or since it was suspended, an account has one order in flight, so that a
 * wrong key costs one call and not a thousand.
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
    private final Rate rate;

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
    /** Grows with every suspension and resumption: an answer to an order of an earlier one says nothing of now. */
    private int era;

    Lane(Ledger ledger, AccountKey account, int inFlight, Delivery delivery) {
        this(ledger, account, inFlight, delivery, Rate.unlimited());
    }

    Lane(Ledger ledger, AccountKey account, int inFlight, Delivery delivery, Rate rate) {
        this.rate = rate;
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
    synchronized void suspended(Suspension why) {
        suspending = false;
        hold(why);
        distrust();
    }

    /** The ledger has committed that the account goes on, from one order. */
    synchronized void resumed() {
        suspending = false;
        distrust();
        wake();
    }

    /** The ledger has committed that the account waits for a while, or not at all; somebody wakes it then. */
    synchronized void delayed() {
        suspending = false;
    }

    /** Takes nothing, and gives back what was not sent yet, until it is woken. */
    synchronized void hold(Suspension why) {
        suspension = why;
        giveBackReady();
    }

    private void distrust() {
        trusted = false;
        era++;
    }

    private synchronized void pump() {
        int room = (trusted ? inFlight() + ahead() : 1) - sending;
        if (running && more && !leasing && suspension == null && room > 0) {
            room = rate.take(room);
            if (room == 0) {
                return;
            }
            leasing = true;
            answered = 0;
            sending += room;
            int taken = room;
            ledger.lease(account, taken).whenComplete((lease, failure) -> leased(taken, lease, failure));
        }
    }

    /** So many more than are in flight keep every sender busy until the commit after this one. */
    private int ahead() {
        return Math.min(MOST_AHEAD * inFlight(), COMMITS_AHEAD * answeredInACommit);
    }

    /** This gateway's share of what the account may have in flight. */
    private int inFlight() {
        return ledger.share(account, inFlight);
    }

    private synchronized void leased(int room, Lease lease, Throwable failure) {
        leasing = false;
        answeredInACommit = Math.max(answered, answeredInACommit - answeredInACommit / 8 - 1);
        if (failure != null) {
            LOG.error("Orders of account {} could not be taken: {}", account.name(), failure.toString());
            sending -= room;
            rate.giveBack(room);
            more = false;
            return;
        }
        sending -= room - lease.orders().size();
        rate.giveBack(room - lease.orders().size());
        more = lease.orders().size() == room;
        if (lease.suspension() != null) {
            suspension = lease.suspension();
        }
        ready.addAll(lease.orders());
        if (suspension != null || !running) {
            giveBackReady();
            return;
        }
        while (onTheWire < inFlight() && !ready.isEmpty()) {
            onTheWire++;
            Turn first = new Turn(ready.poll(), era);
            threads.start(() -> send(first));
        }
        pump();
    }

    private void giveBackReady() {
        if (!ready.isEmpty()) {
            sending -= ready.size();
            rate.giveBack(ready.size());
            ledger.giveBack(List.copyOf(ready));
            ready.clear();
        }
    }

    /** An order that a sender has, and the era in which it took it. */
    private record Turn(LeasedOrder order, int era) {}

    private void send(Turn first) {
        Turn turn = first;
        while (turn != null) {
            int taken = turn.era();
            LeasedOrder order = turn.order();
            try {
                delivery.deliver(new Attempt(order, ledger::isOurs, verdict -> answered(verdict, taken)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error(
                        "Order {} could not be given to the route",
                        order.order().reference(),
                        e);
            }
            turn = next();
        }
    }

    /** The next order for a sender; with null the sender has left. */
    private synchronized Turn next() {
        boolean stays = running && !Thread.currentThread().isInterrupted() && onTheWire <= inFlight();
        LeasedOrder order = stays ? ready.poll() : null;
        if (order == null) {
            onTheWire--;
            notifyAll();
            return null;
        }
        return new Turn(order, era);
    }

    private void answered(Verdict verdict, int taken) {
        if (judged(verdict, taken)) {
            ledger.signals().trusted(account);
        }
    }

    /** Returns whether this answer is the first one that makes the account trusted. */
    private synchronized boolean judged(Verdict verdict, int taken) {
        sending--;
        answered++;
        boolean first = false;
        if (verdict.suspend() != null || verdict.retryAfter() != null) {
            hold(new Suspension(null, null, verdict.reason()));
            suspending = true;
        }
        if (verdict.suspend() != null) {
            distrust();
        } else if (verdict.verified() && taken == era) {
            first = !trusted;
            trusted = true;
        }
        pump();
        return first;
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
