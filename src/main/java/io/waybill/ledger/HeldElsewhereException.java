package io.waybill.ledger;

/** Another node has what this one wanted to go on with; there is nothing to be done about it here. */
public final class HeldElsewhereException extends LedgerException {
    HeldElsewhereException(String message) {
        super(message);
    }
}
