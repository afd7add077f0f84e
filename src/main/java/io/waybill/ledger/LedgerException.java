package io.waybill.ledger;

/** The ledger could not do what was asked; the message says what and why. */
public class LedgerException extends RuntimeException {
    /** @param message a sentence for the operator */
    public LedgerException(String message) {
        super(message);
    }

    /**
     * @param message a sentence for the operator
     * @param cause what was thrown
     */
    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
