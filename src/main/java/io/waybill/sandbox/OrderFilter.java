package io.waybill.sandbox;

import java.util.Locale;

/** Which orders are wanted: those of a tag, of a buyer, or all. */
final class OrderFilter {
    private final String tag;
    private final String email;

    /** Either may be null for any. */
    OrderFilter(String tag, String email) {
        this.tag = tag == null ? null : PhpText.of(tag);
        this.email = email == null ? null : PhpText.of(email.toLowerCase(Locale.ROOT));
    }

    boolean wants(StoredOrder order) {
        return (tag == null || tag.equals(order.tag)) && (email == null || email.equals(order.email));
    }

    /** The number from which on there are at most so many that are wanted. */
    long first(OrderBook book, int most) {
        long id = book.next();
        for (int found = 0; id > book.oldest() && found < most; id--) {
            StoredOrder order = book.at(id - 1);
            if (order != null && wants(order)) {
                found++;
            }
        }
        return id;
    }
}
