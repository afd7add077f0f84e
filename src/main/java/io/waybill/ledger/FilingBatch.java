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
    private final long upTo;
    private final boolean more;
    private final boolean complete;
    private final Map<String, Long> lengths;

    /**
     * @param document the document
     * @param orders the orders to file
     * @param upTo the settling number of the last of them
     * @param more whether orders behind these are settled already
     * @param complete whether, with this batch filed, every order of the document is settled and filed
     * @param lengths committed length in bytes of each lines file, by its path relative to the data folder
     */
    public FilingBatch(
            FiledDocument document,
            List<SettledOrder> orders,
            long upTo,
            boolean more,
            boolean complete,
            Map<String, Long> lengths) {
        this.document = document;
        this.orders = List.copyOf(orders);
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

    /** The settling number of the last order. */
    public long upTo() {
        return upTo;
    }

    /** Whether there is more of the document to file already. */
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
