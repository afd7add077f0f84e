package io.waybill.sandbox;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The newest orders of all accounts, by invoice number and by buyer. Numbers go up by one; an order older than the
 * newest {@code keep} is forgotten. Each change is in the journal before it is here.
 */
final class OrderBook implements AutoCloseable {
    private final Clock clock;
    private final Journal journal;
    private final StoredOrder[] ring;
    private final Map<String, StoredOrder> newestOfBuyer = new HashMap<>();
    private final TagSet tags = new TagSet();
    private long next;
    private long created;
    private long deleted;
    private long repeatedTags;
    private int held;

    OrderBook(int keep, Clock clock, Journal journal) throws IOException {
        this.clock = clock;
        this.journal = journal;
        this.ring = new StoredOrder[keep];
        journal.replay(new Journal.Reader() {
            @Override
            public void created(StoredOrder order) {
                hold(order);
                next = Math.max(next, order.id + 1);
            }

            @Override
            public void deleted(long id) {
                StoredOrder order = at(id);
                if (order != null) {
                    order.deleted = true;
                }
            }

            @Override
            public void next(long number) {
                next = Math.max(next, number);
            }
        });
        this.next = Math.max(next, Journal.FIRST_INVOICE);
        journal.begin(next, this::eachHeld);
    }

    /** Creates an order and gives its invoice number; when the journal cannot be written, nothing is created. */
    long create(String login, PhpArray form, byte[] query) throws IOException {
        long id = next;
        if (ring.length == 0) {
            journal.reserve(id);
            noteTag(form.text("bill_tag"));
        } else {
            StoredOrder order = new StoredOrder(id, login, clock.millis(), query, form);
            journal.created(order);
            hold(order);
        }
        next++;
        created++;
        return id;
    }

    /** Deletes an order; false when there is no such order. One that is no longer held counts as there. */
    boolean delete(String login, long id) throws IOException {
        StoredOrder order = at(id);
        if (order == null ? !isForgotten(id) : order.deleted || !order.login.equals(login)) {
            return false;
        }
        journal.deleted(id, clock.millis());
        if (order != null) {
            order.deleted = true;
        }
        deleted++;
        return true;
    }

    /** The order of an account with this number, or null where there is none, or it was deleted or forgotten. */
    StoredOrder find(String login, long id) {
        StoredOrder order = at(id);
        return order == null || order.deleted || !order.login.equals(login) ? null : order;
    }

    /** The order with this number, deleted or not, or null. */
    StoredOrder at(long id) {
        if (ring.length == 0 || id < 0) {
            return null;
        }
        StoredOrder order = ring[(int) (id % ring.length)];
        return order != null && order.id == id ? order : null;
    }

    /** The newest order of a buyer that is not deleted and passes the test, or null. */
    StoredOrder newestOfBuyer(String login, String email, Predicate<StoredOrder> test) {
        StoredOrder order = newestOfBuyer.get(email);
        while (order != null) {
            if (!order.deleted && order.login.equals(login) && test.test(order)) {
                return order;
            }
            order = at(order.previousOfBuyer);
        }
        return null;
    }

    /** Goes through the orders held, oldest first. */
    void eachHeld(Consumer<StoredOrder> visit) {
        for (long id = oldest(); id < next; id++) {
            StoredOrder order = at(id);
            if (order != null) {
                visit.accept(order);
            }
        }
    }

    /** The least number that may still be held. */
    long oldest() {
        return Math.max(Journal.FIRST_INVOICE, next - ring.length);
    }

    /** The number that the next order gets. */
    long next() {
        return next;
    }

    long created() {
        return created;
    }

    long deleted() {
        return deleted;
    }

    long repeatedTags() {
        return repeatedTags;
    }

    int held() {
        return held;
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    private void hold(StoredOrder order) {
        noteTag(order.tag);
        if (ring.length == 0) {
            return;
        }
        int slot = (int) (order.id % ring.length);
        StoredOrder gone = ring[slot];
        if (gone == null) {
            held++;
        } else {
            newestOfBuyer.remove(gone.email, gone);
        }
        StoredOrder before = newestOfBuyer.put(order.email, order);
        order.previousOfBuyer = before == null ? 0 : before.id;
        ring[slot] = order;
    }

    private void noteTag(String tag) {
        if (!tag.isEmpty() && tags.seenBefore(tag)) {
            repeatedTags++;
        }
    }

    private boolean isForgotten(long id) {
        return id >= Journal.FIRST_INVOICE && id < oldest();
    }
}
