package io.waybill.ledger;

/** Whether an account has been seen to return our markers as they were sent. The ledger keeps the ordinal. */
public enum MarkerSeen {
    /** Nothing was read back yet. */
    NOT_YET,
    /** A marker came back as it was sent. */
    INTACT,
    /** It did not. */
    CHANGED
}
