package io.waybill.rest;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerView;

/** A view of the ledger that is opened by the first question. Safe for many threads. */
final class LazyView implements AutoCloseable {
    private final Ledger ledger;
    private LedgerView view;

    LazyView(Ledger ledger) {
        this.ledger = ledger;
    }

    synchronized LedgerView get() {
        if (view == null) {
            view = ledger.view();
        }
        return view;
    }

    @Override
    public synchronized void close() {
        if (view != null) {
            view.close();
        }
    }
}
