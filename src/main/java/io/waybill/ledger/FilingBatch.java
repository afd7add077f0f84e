package io.waybill.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settled orders of one document that are not filed yet, in the order in which they settled. The steps of the outcome
 * route note in {@link #lengths()} how long each lines file is after they have appended to it; {@code ledger:filed}
 * commits that together with the batch.
 */
public final class FilingBatch {
    private final FiledDocument document;
    private final List<SettledOrder> orders;
    private final Map<Long, EarlierOutcome> earlier;
    private final long from;
    private final long upTo;
    private final boolean more;
    private final boolean complete;
    private final Map<String, Long> lengths;

    /** A batch of orders that were not settled before; see the other constructor. */
    public FilingBatch(
            FiledDocument document,
            List<SettledOrder> orders,
            long upTo,
            boolean more,
            boolean complete,
            Map<String, Long> lengths) {
        this(document, orders, Map.of(), upTo - orders.size(), upTo, more, complete, lengths);
    }

    /**
     * @param document the document
     * @param orders the orders to file
     * @param earlier by the order's number, what may be on file of it from before
     * @param from the settling number of the last order that is filed already
     * @param upTo the settling number of the last of them
     * @param more whether there is more to do for the document already: orders behind these, or its report
     * @param complete whether, with this batch filed, every order of the document is settled and filed; of a document
     *     of many that is a batch of its own, without orders
     * @param lengths committed length in bytes of each lines file, by its path relative to the data folder
     */
    public FilingBatch(
            FiledDocument document,
            List<SettledOrder> orders,
            Map<Long, EarlierOutcome> earlier,
            long from,
            long upTo,
            boolean more,
            boolean complete,
            Map<String, Long> lengths) {
        this.document = document;
        this.orders = List.copyOf(orders);
        this.earlier = Map.copyOf(earlier);
        this.from = from;
        this.upTo = upTo;
        this.more = more;
        this.complete = complete;
        this.lengths = new HashMap<>(lengths);
    }

    /** The document that all the orders belong to. */
    public FiledDocument document() {
        return document;
    }

    /** The orders to file, in settling order. */
    public List<SettledOrder> orders() {
        return orders;
    }

    /** What may be on file of an order from before its present outcome; null where that is its first one. */
    public EarlierOutcome earlier(SettledOrder order) {
        return earlier.get(order.id());
    }

    long from() {
        return from;
    }

    /** The settling number of the last order. */
    public long upTo() {
        return upTo;
    }

    /** Whether there is more of the document to file, or to report, already. */
    public boolean more() {
        return more;
    }

    /** Whether the document is settled and filed in full once this batch is. */
    public boolean complete() {
        return complete;
    }

    /** Committed lengths on entry, new lengths on leaving; by path relative to the data folder, with slashes. */
    public Map<String, Long> lengths() {
        return lengths;
    }
}
