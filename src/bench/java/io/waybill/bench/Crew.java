package io.waybill.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** As many threads as calls are in flight: virtual ones on Java 21 and later, as the gateway has them. */
final class Crew {
    private static final ThreadFactory THREADS = threads();

    private Crew() {}

    /** What is done with one order, by its number from 0. */
    interface Task {
        void carry(int index) throws Exception;
    }

    /** Does the task for every order of a batch; returns when all are done. */
    static void carry(int orders, int inFlight, Deadline deadline, Task task) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Exception> failure = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(inFlight);
        for (int i = 0; i < inFlight; i++) {
            THREADS.newThread(() -> {
                        try {
                            for (int index = next.getAndIncrement(); index < orders; index = next.getAndIncrement()) {
                                task.carry(index);
                            }
                        } catch (Exception e) {
                            failure.compareAndSet(null, e);
                            next.set(orders);
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        }
        boolean ended = done.await(deadline.left(), TimeUnit.NANOSECONDS);
        if (failure.get() != null) {
            throw new BenchFailure("A call failed: " + failure.get(), failure.get());
        }
        if (!ended) {
            next.set(orders);
            deadline.check("answers from the sandbox");
        }
    }

    private static ThreadFactory threads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException | UnsupportedOperationException e) {
            return task -> {
                Thread thread = new Thread(task, "bench");
                thread.setDaemon(true);
                return thread;
            };
        }
    }
}
