package io.waybill.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A timer whose tasks are events of a simulated world. Whoever moves the time runs them. */
final class ManualTimer extends AbstractExecutorService implements ScheduledExecutorService {
    /** A look every few seconds would be most of what happens in a world of days. */
    private static final long SHORTEST_PERIOD_MILLIS = 600_000;

    private final Events events;
    private final List<Task<?>> waiting = new ArrayList<>();
    private boolean shutdown;

    ManualTimer(Events events) {
        this.events = events;
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long periodMillis;
        private Events.Event next;

        Task(Callable<V> work, long delayMillis, long periodMillis) {
            super(work);
            this.periodMillis = periodMillis;
            waiting.add(this);
            plan(delayMillis);
        }

        private void plan(long delayMillis) {
            next = events.in(delayMillis, this::fire);
        }

        private void fire() {
            if (periodMillis == 0) {
                waiting.remove(this);
                run();
            } else if (runAndReset() && !shutdown) {
                plan(periodMillis);
            }
        }

        // A future keeps to itself what is thrown, but death is not an outcome of the task.
        @Override
        protected void setException(Throwable thrown) {
            if (thrown instanceof Error error) {
                throw error;
            }
            super.setException(thrown);
        }

        @Override
        public boolean cancel(boolean interrupt) {
            next.cancel();
            waiting.remove(this);
            return super.cancel(interrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(next.at() - events.now(), TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        return new Task<>(java.util.concurrent.Executors.callable(work), unit.toMillis(delay), 0);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        return new Task<>(work, unit.toMillis(delay), 0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long first, long period, TimeUnit unit) {
        return scheduleWithFixedDelay(work, first, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
        return new Task<>(
                java.util.concurrent.Executors.callable(work),
                unit.toMillis(first),
                Math.max(SHORTEST_PERIOD_MILLIS, unit.toMillis(delay)));
    }

    @Override
    public void execute(Runnable work) {
        work.run();
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List.copyOf(waiting).forEach(task -> task.cancel(false));
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
