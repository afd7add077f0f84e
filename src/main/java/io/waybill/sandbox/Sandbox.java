package io.waybill.sandbox;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A running stand-in for the API, on 127.0.0.1 only: API calls at {@code POST /api/{operation}}, its books under
 * {@code /sandbox/}. All of it runs on one daemon thread; every method may be called from any other thread.
 */
public final class Sandbox implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int CALLS_KEPT = 10_000;
    private static final long PATIENCE_SECONDS = 30;

    private final Vertx vertx;
    private final Context loop;
    private final HttpServer server;
    private final OrderBook book;
    private final CallLog log;
    private final FaultPlan faults;
    private final IdleConnections connections;
    private volatile boolean closed;

    private Sandbox(SandboxOptions options, OrderBook book) {
        this.book = book;
        this.log = new CallLog(options.keep() == 0 ? 0 : CALLS_KEPT, options.clock());
        this.faults = new FaultPlan(options.seed());
        faults.add(options.faults());
        this.vertx = EventLoop.start();
        this.loop = vertx.getOrCreateContext();
        this.connections = new IdleConnections(vertx, faults);
        ApiCalls calls = new ApiCalls(
                vertx, new ApiDesk(options, book), faults, log, connections, new HttpDate(options.clock()));
        BookPages pages = new BookPages(vertx, book, log, faults, connections);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        // otherwise a connection counts as open only from its first byte on
                        .setHttp2ClearTextEnabled(false)
                        .setHandle100ContinueAutomatically(true)
                        .setAcceptBacklog(1024))
                .connectionHandler(connections::opened)
                .requestHandler(request -> {
                    if (request.path().startsWith(ApiCalls.PATH)) {
                        calls.handle(request);
                    } else {
                        pages.handle(request);
                    }
                });
    }

    /**
     * Starts a sandbox; it takes calls once this returns.
     *
     * @throws UncheckedIOException when the port is taken, or the directory cannot be used
     */
    public static Sandbox start(SandboxOptions options) {
        OrderBook book;
        try {
            Journal journal = options.directory() == null ? Journal.NONE : new FileJournal(options.directory());
            book = new OrderBook(options.keep(), options.clock(), journal);
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "the sandbox cannot use " + options.directory() + ": " + unusable.getMessage(), unusable);
        }
        Sandbox sandbox = new Sandbox(options, book);
        try {
            sandbox.await(sandbox.server.listen(options.port(), HOST));
        } catch (IOException taken) {
            sandbox.close();
            throw new UncheckedIOException(
                    "the sandbox cannot listen on " + HOST + ":" + options.port() + ": " + taken.getMessage(), taken);
        }
        return sandbox;
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** The address to configure as an account's URL, without a slash at its end. */
    public String url() {
        return "http://" + HOST + ":" + port();
    }

    /** All orders held, deleted ones too, newest last; also after the close. */
    public List<SandboxOrder> orders() {
        return onLoop(() -> {
            List<SandboxOrder> orders = new ArrayList<>(book.held());
            book.eachHeld(order -> orders.add(order.shown()));
            return orders;
        });
    }

    /** The newest calls, at most 10,000, newest last; also after the close. */
    public List<SandboxCall> calls() {
        return onLoop(() -> log.newest(CALLS_KEPT));
    }

    /** What has happened since the start; also after the close. */
    public SandboxCounts counts() {
        return onLoop(() -> log.counts(book));
    }

    /** Replaces all faults by these, from the next call on; none clears them. */
    public void faults(SandboxFault... others) {
        List<SandboxFault> replacement = List.of(others);
        onLoop(() -> {
            faults.clear();
            faults.add(replacement);
            connections.faultsChanged();
            return null;
        });
    }

    /** Stops: closes all connections, then the journal. A second close does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try {
            await(vertx.close());
            book.close();
        } catch (IOException unclean) {
            throw new UncheckedIOException("the sandbox did not stop cleanly", unclean);
        } finally {
            closed = true;
        }
    }

    private <T> T onLoop(Supplier<T> action) {
        synchronized (this) {
            if (closed) {
                return action.get();
            }
        }
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(turn -> {
            try {
                done.complete(action.get());
            } catch (RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        try {
            return await(done);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private <T> T await(Future<T> future) throws IOException {
        return await(future.toCompletionStage().toCompletableFuture());
    }

    private static <T> T await(CompletableFuture<T> future) throws IOException {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        } catch (TimeoutException late) {
            throw new IOException("no answer within " + PATIENCE_SECONDS + " s", late);
        }
    }
}
