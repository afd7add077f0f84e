package io.waybill.ledger;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** Where a ledger's work is done: each piece in a transaction, in the sequence in which it came. */
interface Commits {
    /** Something to do inside a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Tx tx) throws SQLException;
    }

    /** How a ledger's commits are made, given what is to be told after them. */
    @FunctionalInterface
    interface Opening {
        Commits open(LedgerSignals signals) throws SQLException;
    }

    /** Queues work; the future completes after the commit, or with the work's exception. */
    <T> CompletableFuture<T> submit(Work<T> work);

    /** Queues work that takes long: a commit does one such at most, so that what is short never waits for several. */
    <T> CompletableFuture<T> submitBulk(Work<T> work);

    /** Why nothing can be committed at present, so that all work waits; null where it can. */
    String outage();

    /** Does what is waiting, then ends. */
    void close();
}
