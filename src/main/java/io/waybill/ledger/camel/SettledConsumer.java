package io.waybill.ledger.camel;

import io.waybill.files.Outages;
import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.FilingDesk;
import io.waybill.ledger.FilingRound;
import io.waybill.ledger.HeldElsewhereException;
import io.waybill.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the route batches of settled orders, each of one document, and of a document one batch at a time; documents of
 * one order each come together where many wait. What could not be filed is given again until it could: the ledger, not
 * the route, says what is filed.
 */
final class SettledConsumer extends LedgerConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(SettledConsumer.class);
    private static final long TRY_AGAIN_SECONDS = 2;

    /** Long enough for hundreds of orders, too short to be noticed in a file that still grows. */
    private static final long LINGER_MILLIS = 50;

    private final FilingQueue queue = new FilingQueue(LINGER_MILLIS, TimeUnit.MILLISECONDS);
    private final Outages outages = new Outages();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    SettledConsumer(LedgerEndpoint endpoint, Processor processor) {
        super(endpoint, processor, "filing-timer");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
        ledger.signals().add(this);
        try (FilingDesk desk = ledger.filingDesk()) {
            desk.unfiled().forEach(document -> queue.add(document, false));
        }
        for (int i = 0; i < endpoint.getConcurrentDocuments(); i++) {
            // platform threads: the database's native calls and file forcing would pin virtual ones
            Thread thread = new Thread(this::file, "filing-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    @Override
    public void settled(long documentId, boolean more) {
        queue.add(documentId, more);
    }

    private void file() {
        try (FilingDesk desk = ledger.filingDesk()) {
            while (running || !queue.isEmpty()) {
                List<Long> documents = queue.take(endpoint.getTogether(), 200, TimeUnit.MILLISECONDS);
                if (endpoint.getTogether() > 1 && !documents.isEmpty()) {
                    documents = fileTogether(desk, documents);
                }
                for (long document : documents) {
                    file(desk, document);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Files those that are of one order each by one round; gives those that are left to be filed one by one. */
    private List<Long> fileTogether(FilingDesk desk, List<Long> documents) {
        List<Long> left = new ArrayList<>(documents);
        List<FilingBatch> round = List.of();
        try {
            round = desk.nextOfSingle(Ledger.await(ledger.beginFiling(documents)));
            if (!round.isEmpty()) {
                route(new FilingRound(round));
            }
            for (FilingBatch batch : round) {
                Long document = batch.document().id();
                if (!batch.more()) {
                    left.remove(document);
                    outages.over(document);
                    queue.done(document);
                }
            }
        } catch (Exception e) {
            // one that cannot be filed keeps none of the others waiting
            LOG.debug("Of {} outcomes one could not be filed: {}", documents.size(), e.getMessage());
            if (e instanceof HeldElsewhereException) {
                round.forEach(batch -> ledger.fileAnew(batch.document().id()));
            }
        } finally {
            queue.gather();
        }
        return left;
    }

    private void file(FilingDesk desk, long document) {
        try {
            if (Ledger.await(ledger.beginFiling(document))) {
                FilingBatch batch;
                do {
                    batch = desk.next(document);
                    if (batch != null) {
                        route(batch);
                    }
                } while (batch != null && batch.more());
                if (batch == null) {
                    Ledger.await(ledger.endFiling(document));
                }
            }
            outages.over(document);
            queue.done(document);
        } catch (Exception e) {
            if (outages.isNews(document, e.toString())) {
                LOG.error("An outcome could not be filed, trying again: {}", e.getMessage());
            }
            if (e instanceof HeldElsewhereException) {
                // whoever has filed it meanwhile may have been written over here
                ledger.fileAnew(document);
            }
            if (!running) {
                return;
            }
            timer.schedule(
                    () -> {
                        queue.done(document);
                        queue.add(document, false);
                    },
                    TRY_AGAIN_SECONDS,
                    TimeUnit.SECONDS);
        }
    }

    @Override
    protected void doStop() throws Exception {
        // what has been settled until now is filed; what cannot be filed waits for the next start
        running = false;
        long seconds = getEndpoint().getCamelContext().getShutdownStrategy().getTimeout();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(seconds));
        }
        ledger.signals().remove(this);
        timer.shutdownNow();
        threads.clear();
        super.doStop();
    }
}
