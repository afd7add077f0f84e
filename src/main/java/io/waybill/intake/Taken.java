package io.waybill.intake;

/**
 * What a document is taken for, and why.
 *
 * @param kind what it is
 * @param format its format, or null if it is packed
 * @param by what told it, a clause that can follow "by"
 */
record Taken(Kind kind, Format format, String by) {
    /** A clause for people: "CSV by its ending ".csv"". */
    String words() {
        return (format == null ? kind.words() : format.words()) + " by " + by;
    }
}
