package io.waybill.ledger;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's one writer: a platform thread that takes whatever work is waiting, does it in one transaction and
 * commits once for all of it. A future completes only after its work is on disk.
 *
 * <p>Work that fails by itself is undone and reported alone; the work around it is done again without it. While the
 * disk cannot be written (full, read-only) the writer tries again until it can: nobody is told that something is
 * committed that is not, and service resumes by itself.
 */
final class Writer implements Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int MOST_PER_COMMIT = 1024;
    private static final long RETRY_MILLIS = 1000;

    /** From so many jobs in a commit on, the writer is busy and lets the next commit fill up for a moment. */
    private static final int BUSY = 16;

    private static final long FILL_UP_NANOS = 2_000_000;

    private record Job<T>(Work<T> work, CompletableFuture<T> done, boolean bulk) {
        private boolean wakes() {
            return work == null;
        }

        private Runnable run(Tx tx) throws SQLException {
            T result = work.run(tx);
            return () -> done.complete(result);
        }
    }

    /** No work: it wakes the thread, which then sees that it is to end. */
    private static final Job<?> WAKE = new Job<>(null, null, false);

    private final BlockingQueue<Job<?>> waiting = new LinkedBlockingQueue<>();
    private final Deque<Job<?>> putOff = new ArrayDeque<>();
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor(task -> daemon(task, "ledger-done"));
    private final Database database;
    private final Tx tx;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean ended;
    private volatile String outage;

    Writer(Database database, LedgerSignals signals) throws SQLException {
        this.database = database;
        this.tx = new Tx(database, signals);
        this.thread = daemon(this::loop, "ledger-writer");
        thread.start();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The future completes on a thread of its own. */
    @Override
    public <T> CompletableFuture<T> submit(Work<T> work) {
        return submit(work, false);
    }

    @Override
    public <T> CompletableFuture<T> submitBulk(Work<T> work) {
        return submit(work, true);
    }

    private <T> CompletableFuture<T> submit(Work<T> work, boolean bulk) {
        CompletableFuture<T> done = new CompletableFuture<>();
        if (closing) {
            done.completeExceptionally(new LedgerException("the ledger is closed"));
        } else {
            Job<T> job = new Job<>(work, done, bulk);
            waiting.add(job);
            // closed meanwhile: its thread may not have seen it any more
            if (ended && waiting.remove(job)) {
                refuse(job);
            }
        }
        return done;
    }

    private static void refuse(Job<?> job) {
        if (!job.wakes()) {
            job.done().completeExceptionally(new LedgerException("the ledger is closed"));
        }
    }

    @Override
    public String outage() {
        return outage;
    }

    private void loop() {
        List<Job<?>> batch = new ArrayList<>();
        int before = 0;
        while (true) {
            try {
                Job<?> first =
                        putOff.isEmpty() ? waiting.poll(closing ? 0 : 100, TimeUnit.MILLISECONDS) : putOff.remove();
                if (first == null && closing) {
                    return;
                }
                if (first == null || first.wakes()) {
                    continue;
                }
                batch.add(first);
                fill(batch);
                if (before >= BUSY && batch.size() < before) {
                    // a commit costs the same for one order as for a hundred
                    LockSupport.parkNanos(FILL_UP_NANOS);
                    fill(batch);
                }
                before = batch.size();
                commit(batch);
            } catch (InterruptedException e) {
                closing = true;
            } finally {
                batch.clear();
            }
        }
    }

    private void fill(List<Job<?>> batch) {
        boolean bulk = batch.stream().anyMatch(Job::bulk);
        while (batch.size() < MOST_PER_COMMIT) {
            Job<?> job = waiting.poll();
            if (job == null) {
                return;
            }
            if (job.wakes()) {
                continue;
            }
            if (bulk && job.bulk()) {
                putOff.add(job);
            } else {
                bulk |= job.bulk();
                batch.add(job);
            }
        }
    }

    private void commit(List<Job<?>> batch) throws InterruptedException {
        List<Runnable> completions = new ArrayList<>(batch.size());
        Throwable failure = attempt(batch, completions);
        boolean told = false;
        for (Database.Failure kind = judged(failure); failure != null && kind != Database.Failure.OF_THE_WORK; ) {
            if (kind == Database.Failure.OUTAGE) {
                if (!told) {
                    LOG.error(
                            "The ledger cannot be written ({}); nothing is lost, trying again every second until it can",
                            failure.getMessage());
                    told = true;
                    outage = failure.getMessage();
                }
                Thread.sleep(RETRY_MILLIS);
            }
            failure = attempt(batch, completions);
            kind = judged(failure);
        }
        outage = null;
        if (told && failure == null) {
            LOG.info("The ledger can be written again");
        }
        if (failure == null) {
            callbacks.execute(() -> completions.forEach(Writer::tell));
        } else if (batch.size() == 1) {
            Throwable cause = failure;
            CompletableFuture<?> done = batch.get(0).done();
            callbacks.execute(() -> done.completeExceptionally(cause));
        } else {
            for (Job<?> job : List.copyOf(batch)) {
                commit(List.of(job));
            }
        }
    }

    private Database.Failure judged(Throwable failure) {
        return failure == null ? null : database.judge(failure);
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.error("What the ledger committed could not be told to everybody", e);
        }
    }

    private Throwable attempt(List<Job<?>> batch, List<Runnable> completions) {
        completions.clear();
        try {
            tx.begin();
            for (Job<?> job : batch) {
                completions.add(job.run(tx));
            }
            List<Runnable> after = tx.commit();
            completions.addAll(after);
            return null;
        } catch (Throwable e) {
            // whatever it is, the writer lives on: its thread is the only one that can commit
            tx.rollback();
            return e;
        }
    }

    @Override
    public void close() {
        closing = true;
        waiting.add(WAKE);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
            ended = true;
            for (Job<?> job = waiting.poll(); job != null; job = waiting.poll()) {
                refuse(job);
            }
            callbacks.shutdown();
            callbacks.awaitTermination(10, TimeUnit.SECONDS);
            tx.disconnect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
