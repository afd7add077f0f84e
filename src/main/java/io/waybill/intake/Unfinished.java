package io.waybill.intake;

import io.waybill.files.Outages;
import io.waybill.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands documents to {@code direct:intake} again that were taken from their source and not brought to an end. Intake
 * goes on where the ledger stands.
 */
public final class Unfinished implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Unfinished.class);
    private static final long TRY_AGAIN_SECONDS = 5;

    /** Puts a document that lies on the disk into a message, as intake expects it. */
    @FunctionalInterface
    public interface Description {
        /** Sets headers and body. */
        void describe(Message message, Path file) throws IOException;
    }

    private final Description description;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "leftover-documents");
        thread.setDaemon(true);
        return thread;
    });
    private final Outages outages = new Outages();
    private volatile ProducerTemplate intake;

    /** @param description how these documents are put into messages */
    public Unfinished(Description description) {
        this.description = description;
    }

    /** Call once, when the routes have started. */
    public void start(CamelContext camel) {
        intake = camel.createProducerTemplate();
    }

    /** Hands a document in soon, one behind the other. */
    public void handIn(Path file) {
        timer.execute(() -> take(file));
    }

    /** A document could not be brought to an end; it is handed in again in a few seconds. */
    public void again(Path file) {
        timer.schedule(() -> take(file), TRY_AGAIN_SECONDS, TimeUnit.SECONDS);
    }

    /** Does something now and again, while no document is being handed in. */
    public void every(Duration pause, Runnable look) {
        timer.scheduleWithFixedDelay(look, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void take(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        if (intake == null) {
            again(file);
            return;
        }
        Exchange done = intake.request("direct:intake", exchange -> description.describe(exchange.getMessage(), file));
        Exception failure = done.getException();
        if (failure == null) {
            outages.over(file);
            return;
        }
        if (outages.isNews(file, failure.toString())) {
            boolean known = failure instanceof IOException || failure instanceof LedgerException;
            LOG.error("{} could not be taken in, trying again: {}", file, failure.toString(), known ? null : failure);
        }
        again(file);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
