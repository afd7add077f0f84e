package io.waybill.rest;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.waybill.intake.Spool;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;

/**
 * The door for a business's own programs: a second place at which the one HTTP server listens. Through it nothing is
 * reached but the REST API, and the REST API through no other.
 */
public final class RestServer implements AutoCloseable {
    /** Threads for questions, beside those for bodies. */
    private static final int READERS = 4;

    private static final int IDLE_SECONDS = 60;
    private static final int CLOSE_SECONDS = 5;

    private final RestSettings settings;
    private final RestGate gate;
    private final Callers callers;
    private final Spool spool;
    private final ExecutorService workers;
    private CamelContext camel;
    private HttpServer server;

    /**
     * A door that is not open yet.
     *
     * @param spool where bodies go
     * @param accepts whether anything can be accepted at present
     */
    public RestServer(RestSettings settings, Callers callers, Spool spool, BooleanSupplier accepts) {
        this.settings = settings;
        this.callers = callers;
        this.spool = spool;
        this.gate = new RestGate(settings, callers, accepts);
        this.workers = workers(settings.inFlight() + READERS);
    }

    private static ExecutorService workers(int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor workers =
                new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "rest-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    /** @throws PortTakenException if nothing can listen there */
    void open(CamelContext context, Vertx vertx, Router router) throws PortTakenException {
        camel = context;
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(IDLE_SECONDS + (int) settings.maxWait().toSeconds());
        try {
            server = vertx.createHttpServer(options)
                    .requestHandler(router)
                    .listen(settings.port(), settings.address())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (RuntimeException e) {
            throw new PortTakenException(settings.address(), settings.port(), e);
        }
    }

    /** Whether the call came in here. */
    boolean isAt(RoutingContext call) {
        return server != null && call.request().localAddress().port() == server.actualPort();
    }

    /** Lets the call in, or ends it. */
    void gate(RoutingContext call) {
        call.response().putHeader("X-Content-Type-Options", "nosniff");
        Problem problem = camel.isStarted()
                ? gate.refusal(call)
                : Problem.unavailable("The gateway is being started or stopped; nothing of this was taken.");
        if (problem == null) {
            call.next();
            return;
        }
        long[] drained = {0};
        call.request().handler(piece -> BodyReceiver.drain(call.request(), drained[0] += piece.length()));
        OperationsServer.end(call, problem);
    }

    /** Who may call. */
    public Callers callers() {
        return callers;
    }

    ExecutorService workers() {
        return workers;
    }

    Spool spool() {
        return spool;
    }

    RestSettings settings() {
        return settings;
    }

    /** Where the API is, and whether anybody may use it yet, for the log. */
    public String description() {
        int keys = callers.count();
        return address() + " (/ explains it; "
                + (keys == 0 ? "nobody has a key yet: ./waybill keys add NAME" : keys == 1 ? "1 key" : keys + " keys")
                + ")";
    }

    /** Where the API is: {@code http://127.0.0.1:8080}. */
    public String address() {
        String host = settings.address().contains(":") ? "[" + settings.address() + "]" : settings.address();
        return "http://" + host + ":" + server.actualPort();
    }

    @Override
    public void close() {
        callers.close();
        workers.shutdown();
        if (server != null) {
            try {
                server.close()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
                        .join();
            } catch (RejectedExecutionException e) {
                // all of Vert.x is gone already, and the server with it
            }
        }
    }
}
