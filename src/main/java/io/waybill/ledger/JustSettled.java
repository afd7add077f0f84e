package io.waybill.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders as filing needs them, from their commit until they are filed, so that they need not be read back. It may
 * forget any of them at any time: the ledger has them all. Safe for many threads.
 */
final class JustSettled {
    private static final int MOST = 20_000;

    /** A document of one order, of which nothing was filed before, with this order. */
    record Whole(FiledDocument document, SettledOrder order) {}

    private record Entry(int seq, SettledOrder order, FiledDocument document) {}

    private final Map<Long, Deque<Entry>> documents = new HashMap<>();
    private int size;

    /** Keeps an order of a document under the number in which it was settled; numbers of a document come ascending. */
    void add(long documentId, int seq, SettledOrder order) {
        add(documentId, seq, order, null);
    }

    /**
     * As above.
     *
     * @param document the document, if this order is all that is to be filed of it, and nothing was filed before; or null
     */
    synchronized void add(long documentId, int seq, SettledOrder order, FiledDocument document) {
        if (size >= MOST) {
            documents.clear();
            size = 0;
        }
        documents.computeIfAbsent(documentId, id -> new ArrayDeque<>(1)).add(new Entry(seq, order, document));
        size++;
    }

    /** Hands over, and forgets, a document of which all is here that is to be filed; null for any other. */
    synchronized Whole takeWhole(long documentId) {
        Deque<Entry> entries = documents.get(documentId);
        if (entries == null || entries.size() != 1 || entries.peek().document() == null) {
            return null;
        }
        documents.remove(documentId);
        size--;
        Entry entry = entries.remove();
        return new Whole(entry.document(), entry.order());
    }

    /** Hands over, and forgets, the orders of a document right behind a settling number, as far as none is missing. */
    synchronized List<SettledOrder> take(long documentId, int filed, int most) {
        Deque<Entry> entries = documents.get(documentId);
        if (entries == null) {
            return List.of();
        }
        forget(documentId, filed);
        List<SettledOrder> orders = new ArrayList<>();
        while (!entries.isEmpty() && orders.size() < most && entries.peek().seq() == filed + orders.size() + 1) {
            orders.add(entries.remove().order());
            size--;
        }
        if (entries.isEmpty()) {
            documents.remove(documentId);
        }
        return orders;
    }

    /** Forgets the orders of a document up to the settling number that is filed. */
    synchronized void forget(long documentId, long filed) {
        Deque<Entry> entries = documents.get(documentId);
        while (entries != null && !entries.isEmpty() && entries.peek().seq() <= filed) {
            entries.remove();
            size--;
        }
        if (entries != null && entries.isEmpty()) {
            documents.remove(documentId);
        }
    }
}
