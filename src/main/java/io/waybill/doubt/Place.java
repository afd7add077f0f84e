package io.waybill.doubt;

import io.waybill.order.Fields;

/** Where an order carries its marker. */
public enum Place {
    /** The marker is the whole {@code bill_tag}. */
    TAG,
    /** The order has a tag of its own; the marker is the last word of {@code bill_comment}. */
    COMMENT,
    /** The order went out without a marker: nothing at the far end can be known for it. */
    NONE;

    /** Where these fields, as they were sent, carry that marker. */
    public static Place of(Fields sent, String marker) {
        if (marker.equals(sent.get("bill_tag").orElse(null))) {
            return TAG;
        }
        return isLastWord(sent.get("bill_comment").orElse(""), marker) ? COMMENT : NONE;
    }

    static boolean isLastWord(String text, String marker) {
        return text.equals(marker) || text.endsWith(" " + marker);
    }

    /** The text of the order at the far end in which the marker would stand; null where it does not show that text. */
    String carrier(FarOrder order) {
        return switch (this) {
            case TAG -> order.tag();
            case COMMENT -> order.comment();
            case NONE -> "";
        };
    }

    /** Whether the carrier, as the far end shows it, bears the marker unchanged. */
    boolean isIntact(String carrier, String marker) {
        return this == TAG && carrier.equals(marker) || this == COMMENT && isLastWord(carrier, marker);
    }
}
