package io.waybill.rest;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.waybill.intake.Spool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives one body: a small one into memory, whatever is larger into the spool, piece by piece, without a thread that
 * waits for the next piece.
 */
final class BodyReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(BodyReceiver.class);
    private static final int IN_MEMORY = 1 << 16;
    private static final long MOST_DRAINED = 16 << 20;

    private static final Problem CUT = Problem.badRequest("The connection was cut before all of the body had come.");

    private final HttpServerRequest request;
    private final Context loop;
    private final long most;
    private final Spool spool;
    private final Executor executor;
    private final BiConsumer<Object, Exception> received;
    private Buffer pending = Buffer.buffer();
    private volatile Spool.Draft draft;
    private long length;
    private boolean ended;
    private boolean writing;
    private volatile boolean over;
    private long drained;

    /**
     * @param loop the request's event loop
     * @param most the most bytes; one more ends it with a {@link ProblemException}
     * @param executor for what takes a disk's time
     * @param received is given a {@code byte[]} or a {@link Spool.Draft}, or why there is none; on any thread
     */
    BodyReceiver(
            HttpServerRequest request,
            Context loop,
            long most,
            Spool spool,
            Executor executor,
            BiConsumer<Object, Exception> received) {
        this.request = request;
        this.loop = loop;
        this.most = most;
        this.spool = spool;
        this.executor = executor;
        this.received = received;
    }

    /** Call on the request's event loop, before any of it was read. */
    void start() {
        request.handler(this::take);
        request.endHandler(nothing -> end());
        request.exceptionHandler(broken -> cut());
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
    }

    private synchronized void take(Buffer piece) {
        if (over) {
            drain(request, drained += piece.length());
            return;
        }
        length += piece.length();
        if (length > most) {
            fail(new ProblemException(RestGate.tooLarge(most)));
            return;
        }
        pending.appendBuffer(piece);
        if (pending.length() > IN_MEMORY && !writing) {
            writing = true;
            request.pause();
            executor.execute(this::write);
        }
    }

    /** Writes what has come and lets more come. */
    private void write() {
        Buffer piece;
        synchronized (this) {
            piece = pending;
            pending = Buffer.buffer();
        }
        try {
            if (draft == null) {
                draft = spool.draft();
            }
            draft.write(ByteBuffer.wrap(piece.getBytes()));
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                writing = false;
            }
            fail(e);
            return;
        }
        boolean last;
        synchronized (this) {
            writing = false;
            last = ended && !over;
        }
        if (over) {
            discard();
            goOn();
        } else if (last) {
            finish();
        } else {
            goOn();
        }
    }

    private void goOn() {
        loop.runOnContext(nothing -> request.resume());
    }

    /** Whoever still sends what nobody wants can read the answer, unless it is too much. */
    static void drain(HttpServerRequest request, long length) {
        if (length > MOST_DRAINED) {
            request.connection().close();
        }
    }

    private void end() {
        synchronized (this) {
            if (over || ended) {
                return;
            }
            ended = true;
            if (writing) {
                return;
            }
            over = draft == null;
        }
        if (over) {
            received.accept(pending.getBytes(), null);
        } else {
            executor.execute(this::finish);
        }
    }

    private void finish() {
        try {
            draft.write(ByteBuffer.wrap(pending.getBytes()));
        } catch (IOException e) {
            fail(e);
            return;
        }
        synchronized (this) {
            over = true;
        }
        received.accept(draft, null);
    }

    /** Of a body that is here whole the answer alone is lost: its sender asks for it by the same key. */
    private void cut() {
        boolean whole;
        synchronized (this) {
            whole = ended;
        }
        if (!whole) {
            fail(new ProblemException(CUT));
        }
    }

    private void fail(Exception reason) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            if (!writing) {
                discard();
            }
        }
        goOn();
        received.accept(null, reason);
    }

    private void discard() {
        try {
            if (draft != null) {
                draft.discard();
            }
        } catch (IOException e) {
            LOG.debug("A body that was given up stays in the spool until the next start: {}", e.toString());
        }
    }
}
