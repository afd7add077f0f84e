package io.waybill.bench;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that is being started while something else is, too: most of a start is waiting for one core. */
final class Begun<T> {
    private final FutureTask<T> task;

    private Begun(Callable<T> start) {
        task = new FutureTask<>(start);
    }

    static <T> Begun<T> begin(Callable<T> start) {
        Begun<T> begun = new Begun<>(start);
        Thread thread = new Thread(begun.task, "begin");
        thread.setDaemon(true);
        thread.start();
        return begun;
    }

    /** Waits for it. */
    T get() throws IOException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BenchFailure failure) {
                throw new BenchFailure(failure.getMessage(), failure);
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("The bench was interrupted.", e);
        }
    }

    /** Waits until it has started or failed. */
    void settle() {
        try {
            task.get();
        } catch (ExecutionException e) {
            // told to whoever asks for it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
