package io.waybill.cli;

import java.util.concurrent.CountDownLatch;

/** Ends a command that runs until a signal comes. */
final class Stop {
    private Stop() {}

    /** Waits for Ctrl-C or SIGTERM, and closes; the process ends when that is done. */
    static void untilSignal(AutoCloseable running) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                running.close();
                            } catch (Exception e) {
                                System.err.println("The stop was not clean: " + e.getMessage());
                            }
                        },
                        "stop"));
        never.await();
    }
}
