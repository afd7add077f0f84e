package io.waybill.ledger;

/** Where a document stands. The constants' sequence is the ledger's code and therefore fixed. */
public enum DocumentState {
    /** Its orders are being accepted. */
    READING,
    /** Read to a well-formed end and found unchanged. */
    READ,
    /** Ended before its format says it does. */
    BROKEN,
    /** Equal to a document that was read before. */
    DUPLICATE,
    /** Nothing of it could be read. */
    UNREADABLE;

    /** The state's number in the ledger. */
    public int code() {
        return ordinal();
    }
}
