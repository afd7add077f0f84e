package io.waybill.delivery;

import io.waybill.account.Account;
import io.waybill.account.Accounts;
import io.waybill.ledger.DueOrder;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerSignals;
import io.waybill.ledger.LedgerView;
import io.waybill.signing.Signature;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what would be sent, signed as it would be, and sends nothing: the orders are looked at in the ledger and stay
 * there as they are, accepted and due, for a real run to send. What depends on an order that was not sent is not shown,
 * since its invoice number is not known.
 */
public final class DryRun implements LedgerSignals.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DryRun.class);
    private static final String HASH = "&hash=";
    private static final int SHOWN_OF_HASH = 4;
    private static final int AT_A_TIME = 500;
    private static final long LOOK_AGAIN_SECONDS = 5;

    private final Ledger ledger;
    private final LedgerView view;
    private final Accounts accounts;
    private final Clock clock;
    private final BitSet shown = new BitSet();
    private final Semaphore news = new Semaphore(1);
    private final Thread thread = new Thread(this::run, "dry-run");
    private volatile boolean closed;

    /** Begins to log. */
    public DryRun(Ledger ledger, Accounts accounts, Clock clock) {
        this.ledger = ledger;
        this.view = ledger.view();
        this.accounts = accounts;
        this.clock = clock;
        ledger.signals().add(this);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void due() {
        news.release();
    }

    private void run() {
        try {
            while (!closed) {
                if (news.tryAcquire(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS)) {
                    news.drainPermits();
                }
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        List<DueOrder> orders;
        do {
            orders = view.due(clock.instant(), id -> !shown.get((int) id), AT_A_TIME);
            for (DueOrder order : orders) {
                shown.set((int) order.id());
                show(order);
            }
        } while (!orders.isEmpty() && !closed);
    }

    private void show(DueOrder order) {
        String name = "order " + order.reference() + (order.ref() == null ? "" : " (ref " + order.ref() + ")");
        Account account = accounts.of(order.account()).orElse(null);
        if (account == null) {
            LOG.warn(
                    "Dry run: {} would wait: the account {} is not configured",
                    name,
                    order.account().text());
            return;
        }
        String form =
                Signature.sign(order.query(), account.login(), account.secret().reveal());
        int hash = form.lastIndexOf(HASH) + HASH.length();
        LOG.info(
                "Dry run: {} would be sent: POST {} {}****",
                name,
                account.address(order.operation()),
                account.secret().removedFrom(form.substring(0, hash + SHOWN_OF_HASH)));
    }

    @Override
    public void close() {
        closed = true;
        ledger.signals().remove(this);
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        view.close();
        LOG.info(
                "Dry run: {} order(s) would have been sent; nothing was. They are accepted, and a real run sends them",
                shown.cardinality());
    }
}
