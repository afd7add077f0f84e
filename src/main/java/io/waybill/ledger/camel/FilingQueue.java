package io.waybill.ledger.camel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Documents that have something to file: each waits once, and is in the hands of one thread at a time. A document with
 * more to come may linger, so that what comes in that time is filed with it, by one write and one commit.
 */
final class FilingQueue {
    private final long lingerNanos;
    private final Set<Long> ready = new LinkedHashSet<>();
    private final Map<Long, Long> lingering = new LinkedHashMap<>();
    private final Set<Long> taken = new HashSet<>();
    private final Map<Long, Boolean> again = new HashMap<>();
    private boolean gathering;

    FilingQueue(long linger, TimeUnit unit) {
        this.lingerNanos = unit.toNanos(linger);
    }

    /**
     * Adds a document; one that is being filed comes again when that is done.
     *
     * @param more whether more of it is to come, so that it may linger
     */
    synchronized void add(long document, boolean more) {
        if (taken.contains(document)) {
            again.merge(document, more, Boolean::logicalAnd);
        } else if (!more) {
            lingering.remove(document);
            if (ready.add(document)) {
                notify();
            }
        } else if (!ready.contains(document)
                && lingering.putIfAbsent(document, System.nanoTime() + lingerNanos) == null) {
            notify();
        }
    }

    /**
     * The next documents, or none when none was ready in that time. Each must be handed back with {@link #done}. Where
     * more than one is wanted, the next handful gathers until {@link #gather} is called, or it is a whole one.
     */
    synchronized List<Long> take(int most, long time, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(time);
        while (true) {
            long now = System.nanoTime();
            boolean waits = most > 1 && gathering && ready.size() < most;
            List<Long> documents = waits ? List.of() : next(now, most);
            if (!documents.isEmpty()) {
                taken.addAll(documents);
                gathering = most > 1;
                return documents;
            }
            long wait = (waits ? deadline : Math.min(deadline, firstLingering(deadline))) - now;
            if (wait <= 0) {
                return List.of();
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(wait, 1_000_000));
        }
    }

    /** What has gathered may be taken, be it ever so little. */
    synchronized void gather() {
        gathering = false;
        notifyAll();
    }

    private List<Long> next(long now, int most) {
        List<Long> documents = new ArrayList<>(0);
        for (Long document = next(now); document != null; document = documents.size() < most ? next(now) : null) {
            documents.add(document);
        }
        return documents;
    }

    private Long next(long now) {
        Long document = first(ready);
        if (document != null) {
            ready.remove(document);
            return document;
        }
        // all linger for the same time, so the first to come is the first to be ready
        document = first(lingering.keySet());
        if (document == null || lingering.get(document) > now) {
            return null;
        }
        lingering.remove(document);
        return document;
    }

    private static Long first(Set<Long> documents) {
        Iterator<Long> first = documents.iterator();
        return first.hasNext() ? first.next() : null;
    }

    private long firstLingering(long otherwise) {
        Long document = first(lingering.keySet());
        return document == null ? otherwise : lingering.get(document);
    }

    synchronized boolean isEmpty() {
        return ready.isEmpty() && lingering.isEmpty();
    }

    /** Ends the filing of a document. */
    synchronized void done(long document) {
        taken.remove(document);
        Boolean more = again.remove(document);
        if (more != null) {
            add(document, more);
        }
    }
}
