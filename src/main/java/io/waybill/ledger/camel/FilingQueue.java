package io.waybill.ledger.camel;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Documents that have something to file: each waits once, and is in the hands of one thread at a time. */
final class FilingQueue {
    private final Set<Long> waiting = new LinkedHashSet<>();
    private final Set<Long> taken = new HashSet<>();
    private final Set<Long> again = new HashSet<>();

    /** Adds a document; one that is being filed comes again when that is done. */
    synchronized void add(long document) {
        if (taken.contains(document)) {
            again.add(document);
        } else if (waiting.add(document)) {
            notify();
        }
    }

    /** The next document, or null when none came in that time. It must be handed back with {@link #done}. */
    synchronized Long take(long time, TimeUnit unit) throws InterruptedException {
        if (waiting.isEmpty()) {
            unit.timedWait(this, time);
        }
        var next = waiting.iterator();
        if (!next.hasNext()) {
            return null;
        }
        Long document = next.next();
        next.remove();
        taken.add(document);
        return document;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Ends the filing of a document. */
    synchronized void done(long document) {
        taken.remove(document);
        if (again.remove(document) && waiting.add(document)) {
            notify();
        }
    }
}
