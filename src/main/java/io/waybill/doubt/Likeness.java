package io.waybill.doubt;

import io.waybill.order.Marker;
import java.time.Duration;
import java.util.Locale;

/** What an order at the far end has in common with one in doubt, the most telling first. */
public enum Likeness {
    /** The marker unchanged where it was put, and the customer's address: it is this order. */
    OURS("bears the marker"),
    /** The marker somewhere else in it, or another customer: perhaps this order, perhaps someone wrote the id down. */
    MENTION("mentions the marker"),
    /** The customer, the tag and the time, but a comment that bears no marker: perhaps it was lost from it. */
    TWIN("same e-mail and tag, no marker"),
    /** The far end does not show where the marker would stand. */
    OPAQUE("same e-mail, marker not shown"),
    /** The same customer, nothing else. */
    CUSTOMER("same e-mail"),
    /** Nothing. */
    OTHER("nothing");

    /** How far the far end's clock may be behind ours for an order to count as made since the send. */
    private static final Duration SKEW = Duration.ofHours(1);

    private final String words;

    Likeness(String words) {
        this.words = words;
    }

    /** In a few words, for a person. */
    public String words() {
        return words;
    }

    /** What the order has in common with the doubt. */
    public static Likeness of(Doubt doubt, FarOrder order) {
        boolean sameCustomer =
                order.email() != null && Doubt.lower(order.email()).equals(doubt.email());
        String carrier = doubt.place().carrier(order);
        if (sameCustomer && carrier != null && doubt.place().isIntact(carrier, doubt.marker())) {
            return OURS;
        }
        if (mentions(order.tag(), doubt.marker()) || mentions(order.comment(), doubt.marker())) {
            return MENTION;
        }
        if (carrier == null && (sameCustomer || order.email() == null)) {
            return OPAQUE;
        }
        if (!sameCustomer) {
            return OTHER;
        }
        return isTwin(doubt, order) ? TWIN : CUSTOMER;
    }

    // A tag cannot lose a marker of 16 characters; a comment of thousands can, to a far end that cuts it.
    private static boolean isTwin(Doubt doubt, FarOrder order) {
        return doubt.place() == Place.COMMENT
                && (order.tag() == null
                        || order.tag().strip().equals(doubt.ownTag().strip()))
                && !bearsAnotherMarker(order.comment())
                && (order.created() == null
                        || order.created().equals(doubt.created())
                        || !order.created().isBefore(doubt.sentAt().minus(SKEW)));
    }

    private static boolean bearsAnotherMarker(String comment) {
        return Marker.isMarker(comment.substring(comment.lastIndexOf(' ') + 1));
    }

    private static boolean mentions(String text, String marker) {
        return text != null && text.toUpperCase(Locale.ROOT).contains(marker);
    }
}
