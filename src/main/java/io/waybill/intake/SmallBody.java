package io.waybill.intake;

/**
 * The body of a message that is a small document of JSON, or of a database's rows. It goes into the ledger together with its orders, in one
 * commit, and never lies on the disk as a file; so it costs no more than that commit. What cannot go that way (it has
 * many orders, came before, or cannot be read) goes the way of all bodies.
 *
 * @param content the document; must not be changed any more
 */
public record SmallBody(byte[] content) {
    /** The most bytes that such a document may have. */
    public static final int LONGEST = 1 << 14;
}
