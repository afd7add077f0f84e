package io.waybill.doubt;

import java.util.List;

/** Why it cannot be told whether an order is at the far end, and what a person should do then. */
enum Unclearness {
    /** Several orders bear the marker. */
    DOUBLED("Several orders at the far end bear the marker."),
    /** The order has no marker. */
    UNMARKED("The order went out without a marker, so that it cannot be told from others."),
    /** The account changes markers. */
    CHANGED("No order bears the marker, but this account was seen not to return markers as they were sent."),
    /** The account was never seen to return one. */
    UNTESTED("No order bears the marker, but this account was not yet seen to return any."),
    /** An order resembles it. */
    ALIKE("No order bears the marker where it was put, but one may be this order all the same."),
    /** It may have been deleted. */
    DELETED("No order bears the marker, but one was deleted by its number since, which may have been this one."),
    /** No answer in time. */
    UNANSWERED("The far end could not be asked in time");

    private static final String DROP = "drop it again with another ref; do not drop it again before that.";

    private final String reason;

    Unclearness(String reason) {
        this.reason = reason;
    }

    Finding.Unclear finding(Doubt doubt, Sighting sighting) {
        List<Candidate> candidates = sighting.candidates();
        String told = this == UNANSWERED ? reason + ": " + sighting.trouble().why() + "." : reason;
        return new Finding.Unclear(candidates, told, advice(doubt, candidates));
    }

    private String advice(Doubt doubt, List<Candidate> candidates) {
        return switch (this) {
            case DOUBLED ->
                "Keep one of the invoices " + numbers(candidates, Likeness.OURS)
                        + " in the shop, delete the others there, and resolve the order with the number kept.";
            case DELETED ->
                "Find out in the shop whether the order was created and deleted, or never created; only in the second"
                        + " case " + DROP;
            case UNMARKED, CHANGED, UNTESTED, ALIKE, UNANSWERED ->
                "Look in the shop " + where(doubt, candidates) + ": if this order is among them, resolve it with that"
                        + " invoice number; if not, " + DROP;
        };
    }

    private static String where(Doubt doubt, List<Candidate> candidates) {
        if (doubt.existing() != null) {
            return "at invoice " + doubt.existing();
        }
        return candidates.isEmpty()
                ? "for orders of this customer since " + doubt.sentAt()
                : "at the customer's orders, first of all " + candidates.get(0).billId();
    }

    private static String numbers(List<Candidate> candidates, Likeness likeness) {
        List<String> numbers = candidates.stream()
                .filter(candidate -> candidate.likeness() == likeness)
                .map(candidate -> Long.toString(candidate.billId()))
                .toList();
        return String.join(", ", numbers);
    }
}
