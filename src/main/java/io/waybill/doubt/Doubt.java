package io.waybill.doubt;

import io.waybill.order.AccountKey;
import io.waybill.order.Fields;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * A CreateOrder that was perhaps acted on, and all that has to be known of it to find out.
 *
 * @param marker the order's public id, which it carries to the far end
 * @param account the account it went out on
 * @param email the customer's address in lower case, as the far end keeps it
 * @param place where it carries the marker
 * @param ownTag the order's own tag, where the marker had to go into the comment; else empty
 * @param created the order's {@code bill_created}, or null
 * @param sentAt when the attempt in doubt was begun
 * @param endedAt when the attempt ended: its call returned, its socket was closed, or the process that held it was
 *     gone; never the end of a lease
 * @param numberDeleted whether a DeleteOrder that names nothing but a {@code bill_id} went out on the account since the
 *     send: it may have deleted this very invoice
 * @param existing the invoice number of a verified answer 601, or null: that one order is then all there is to look at
 */
public record Doubt(
        String marker,
        AccountKey account,
        String email,
        Place place,
        String ownTag,
        Instant created,
        Instant sentAt,
        Instant endedAt,
        boolean numberDeleted,
        Long existing) {

    /** Refuses what the rules could not go by, and lowers the address. */
    public Doubt {
        if (marker.isEmpty()) {
            throw new IllegalArgumentException("a doubt needs a marker");
        }
        if (endedAt.isBefore(sentAt)) {
            throw new IllegalArgumentException("the attempt ended before it was sent: " + endedAt + ", " + sentAt);
        }
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(ownTag, "ownTag");
        email = lower(email);
    }

    /**
     * The doubt about one attempt.
     *
     * @param sent the order's fields as they were sent, marker included
     */
    public static Doubt of(
            String marker, AccountKey account, Fields sent, Instant sentAt, Instant endedAt, boolean numberDeleted) {
        Place place = Place.of(sent, marker);
        String seconds = sent.get("bill_created").orElse("");
        return new Doubt(
                marker,
                account,
                sent.get("bill_email").orElse(""),
                place,
                place == Place.TAG ? "" : sent.get("bill_tag").orElse(""),
                seconds.matches("[0-9]{1,10}") ? Instant.ofEpochSecond(Long.parseLong(seconds)) : null,
                sentAt,
                endedAt,
                numberDeleted,
                null);
    }

    /** The same doubt about an attempt that was answered 601 with that number. */
    public Doubt answeredExisting(long number) {
        return new Doubt(marker, account, email, place, ownTag, created, sentAt, endedAt, numberDeleted, number);
    }

    /**
     * Whether the API can be asked for this customer's orders. Which letters it lowers outside of ASCII is not known,
     * so that an empty answer for such an address would prove nothing.
     */
    boolean customerCanBeAsked() {
        return !email.isEmpty() && email.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    static String lower(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
