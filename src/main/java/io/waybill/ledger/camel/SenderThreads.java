package io.waybill.ledger.camel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Threads for blocking calls: virtual where the Java at run time has them (21 and later), else platform threads. */
final class SenderThreads {
    private static final MethodHandle START_VIRTUAL = startVirtual();

    private SenderThreads() {}

    private static MethodHandle startVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    static Thread start(String name, Runnable task) {
        if (START_VIRTUAL != null && Runtime.version().feature() >= 21) {
            try {
                Thread thread = (Thread) START_VIRTUAL.invokeExact(task);
                thread.setName(name);
                return thread;
            } catch (Throwable e) {
                throw new IllegalStateException("a virtual thread could not be started", e);
            }
        }
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
