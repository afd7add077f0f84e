package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the parts of this process what the ledger has committed. Every call comes after the commit. */
public final class LedgerSignals {
    /** Hears what was committed. Calls come one at a time and must not block. */
    public interface Listener {
        /** Something may have become due on any account. */
        default void due() {}

        /** An order of the account becomes due in that many milliseconds. */
        default void dueIn(AccountKey account, long millis) {}

        /**
         * Orders of the document have come to their end, or the document itself has.
         *
         * @param more whether the document has orders that have not ended, or may yet get some
         */
        default void settled(long documentId, boolean more) {}

        /**
         * The account was suspended.
         *
         * @param anew whether it was not before, or for less
         */
        default void suspended(AccountKey account, Suspension suspension, boolean anew) {}

        /** The account is suspended no more: from now on its orders may be taken. */
        default void resumed(AccountKey account) {}

        /** Nothing of the account may be taken for that many milliseconds. */
        default void delayed(AccountKey account, long millis) {}

        /** Nothing at all may be taken before something is told to be due. */
        default void paused() {}

        /** An answer on the account was verified: the first one since its start, or since it was suspended. */
        default void trusted(AccountKey account) {}

        /** An order of the account has come into doubt, and is to be asked about now. */
        default void doubt(AccountKey account) {}

        /** An order was accepted; it may have ended at once. */
        default void accepted(NewOrder order) {}

        /** Something may have become due to be told to a source. */
        default void replyDue() {}

        /** An order moved. {@code ref} may be null. */
        default void moved(String reference, String ref, State state) {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(LedgerSignals.class);

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
        tell(listener -> listener.due());
    }

    void dueIn(AccountKey account, long millis) {
        tell(listener -> listener.dueIn(account, millis));
    }

    void settled(long documentId, boolean more) {
        tell(listener -> listener.settled(documentId, more));
    }

    void suspended(AccountKey account, Suspension suspension, boolean anew) {
        tell(listener -> listener.suspended(account, suspension, anew));
    }

    void resumed(AccountKey account) {
        tell(listener -> listener.resumed(account));
    }

    void delayed(AccountKey account, long millis) {
        tell(listener -> listener.delayed(account, millis));
    }

    void paused() {
        tell(Listener::paused);
    }

    /** Passes on what delivery has found out; the one news here that is no commit's. */
    public void trusted(AccountKey account) {
        tell(listener -> listener.trusted(account));
    }

    void doubt(AccountKey account) {
        tell(listener -> listener.doubt(account));
    }

    void replyDue() {
        tell(Listener::replyDue);
    }

    void accepted(NewOrder order) {
        tell(listener -> listener.accepted(order));
    }

    void moved(String reference, String ref, State state) {
        tell(listener -> listener.moved(reference, ref, state));
    }

    /** One listener that fails keeps the news from nobody else. */
    private void tell(Consumer<Listener> news) {
        for (Listener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.error(
                        "{} failed to hear what the ledger committed",
                        listener.getClass().getSimpleName(),
                        e);
            }
        }
    }
}
