package io.waybill.ledger;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Answers what operators ask, on a read-only connection of its own. Every question is answered as of one moment and
 * from indices, so that it takes milliseconds beside millions of settled orders; the writer never waits for it.
 *
 * <p>May be called from any thread; questions are answered one at a time.
 */
public final class LedgerView implements AutoCloseable {
    private final ViewConnection view;
    private final OverviewReader overviews;
    private final OrderListing listing;
    private final StoryReader stories;
    private final DueListing due;

    LedgerView(ViewConnection view, Path data) {
        this.view = view;
        this.overviews = new OverviewReader(view);
        this.listing = new OrderListing(view);
        this.stories = new StoryReader(view, data);
        this.due = new DueListing(view);
    }

    /**
     * What is left to do, and how much has failed.
     *
     * @param now the time, by which orders are due
     * @param documents the most unfinished documents to name
     */
    public Overview overview(Instant now, int documents) {
        return view.read(() -> overviews.read(now, documents));
    }

    /**
     * A page of orders, newest first.
     *
     * @param before where the page before ended, as its {@code next} says; null for the first
     * @param limit the most orders on a page
     */
    public OrderPage orders(OrderFilter filter, Long before, int limit) {
        return view.read(() -> listing.page(filter, before == null ? Long.MAX_VALUE : before, limit));
    }

    /** The whole story of the order of that public id; null where the ledger has none. */
    public OrderStory story(String reference) {
        return view.read(() -> stories.read(reference));
    }

    /**
     * Orders that are due, looked at and not taken.
     *
     * @param now the time, by which orders are due
     * @param wanted which of them, by the ledger's number
     */
    public List<DueOrder> due(Instant now, LongPredicate wanted, int most) {
        return view.read(() -> due.read(now, wanted, most));
    }

    /** The pause of the whole gateway, or null. */
    public Pause pause() {
        return view.read(() -> {
            try (ResultSet row = view.rows("select at, who from pause")) {
                return row.next() ? new Pause(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)) : null;
            }
        });
    }

    @Override
    public void close() {
        view.close();
    }
}
