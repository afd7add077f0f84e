package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells the parts of this process what the ledger has committed. Every call comes after the commit. */
public final class LedgerSignals {
    /** Hears what was committed. Calls come one at a time and must not block. */
    public interface Listener {
        /** Something may have become due on any account. */
        default void due() {}

        /** An order of the account becomes due in that many milliseconds. */
        default void dueIn(AccountKey account, long millis) {}

        /** An order of the document has come to its end, or the document itself has. */
        default void settled(long documentId) {}

        /** The account was suspended. */
        default void suspended(AccountKey account, String reason) {}

        /** An order was accepted; it may have ended at once. */
        default void accepted(NewOrder order) {}

        /** An order moved. {@code ref} may be null. */
        default void moved(String reference, String ref, State state) {}
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Adds a listener. */
    public void add(Listener listener) {
        listeners.add(listener);
    }

    /** Removes a listener. */
    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    void due() {
        for (Listener listener : listeners) {
            listener.due();
        }
    }

    void dueIn(AccountKey account, long millis) {
        for (Listener listener : listeners) {
            listener.dueIn(account, millis);
        }
    }

    void settled(long documentId) {
        for (Listener listener : listeners) {
            listener.settled(documentId);
        }
    }

    void suspended(AccountKey account, String reason) {
        for (Listener listener : listeners) {
            listener.suspended(account, reason);
        }
    }

    void accepted(NewOrder order) {
        for (Listener listener : listeners) {
            listener.accepted(order);
        }
    }

    void moved(String reference, String ref, State state) {
        for (Listener listener : listeners) {
            listener.moved(reference, ref, state);
        }
    }
}
