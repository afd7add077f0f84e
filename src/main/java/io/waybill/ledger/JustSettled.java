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

    private record Entry(int seq, SettledOrder order) {}

    private final Map<Long, Deque<Entry>> documents = new HashMap<>();
    private int size;

    /** Keeps an order of a document under the number in which it was settled; numbers of a document come ascending. */
    synchronized void add(long documentId, int seq, SettledOrder order) {
        if (size >= MOST) {
            documents.clear();
            size = 0;
        }
        documents.computeIfAbsent(documentId, id -> new ArrayDeque<>()).add(new Entry(seq, order));
        size++;
    }

    /** Hands over, and forgets, the orders of a document right behind a settling number, as far as none is missing. */
    synchronized List<SettledOrder> take(long documentId, int filed, int most) {
        Deque<Entry> entries = documents.get(documentId);
        if (entries == null) {
            return List.of();
        }
        while (!entries.isEmpty() && entries.peek().seq() <= filed) {
            entries.remove();
            size--;
        }
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
}
