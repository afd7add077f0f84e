package io.waybill.ledger.camel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for blocking calls: virtual where the Java at run time has them (21 and later), else a pool of platform threads. */
final class SenderThreads implements AutoCloseable {
    private static final MethodHandle START_VIRTUAL = startVirtual();

    private final String name;
    private final ExecutorService pool;

    SenderThreads(String name) {
        this.name = name;
        this.pool = START_VIRTUAL != null
                ? null
                : Executors.newCachedThreadPool(task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private static MethodHandle startVirtual() {
        try {
            return Runtime.version().feature() < 21
                    ? null
                    : MethodHandles.publicLookup()
                            .findStatic(
                                    Thread.class,
                                    "startVirtualThread",
                                    MethodType.methodType(Thread.class, Runnable.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    void start(Runnable task) {
        if (pool != null) {
            pool.execute(task);
            return;
        }
        try {
            Thread thread = (Thread) START_VIRTUAL.invokeExact(task);
            thread.setName(name);
        } catch (Throwable e) {
            throw new IllegalStateException("a virtual thread could not be started", e);
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdown();
        }
    }
}
