package io.waybill.upkeep;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what has to be done now and then, each kind on a thread of its own, at the lowest priority. */
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int KINDS = 3;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(KINDS, task -> {
        Thread thread = new Thread(task, "upkeep");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    });

    /** Something that may be interrupted when the gateway stops. */
    @FunctionalInterface
    public interface Chore {
        /** Does it once. */
        void run() throws InterruptedException;
    }

    /** Has a chore done again and again, with that time between one end and the next begin. */
    public void every(Duration time, Duration first, Chore chore) {
        timer.scheduleWithFixedDelay(() -> run(chore), first.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(Chore chore) {
        try {
            chore.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Something that is done now and then went wrong, trying again later: {}", e.toString());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
