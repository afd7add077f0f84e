package io.waybill.sandbox;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;

/** Sets up Vert.x with one thread and nothing that a loopback server can do without. */
final class EventLoop {
    /** From this Java on, the first use of {@code Unsafe} prints four lines of warning. */
    private static final int WARNS_OF_UNSAFE = 24;

    private EventLoop() {}

    static Vertx start() {
        // both look for SLF4J otherwise, which without a configuration prints every detail
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        setUnlessSet("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
        setUnlessSet("vertx.disableDnsResolver", "true");
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
            setUnlessSet("io.netty.noUnsafe", "true");
        }
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setPreferNativeTransport(false)
                .setUseDaemonThread(true)
                // a long list of orders may take the loop longer than the 2 s that Vert.x grumbles about
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MINUTES)
                .setMaxEventLoopExecuteTime(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
