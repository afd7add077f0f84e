package io.waybill.ledger.camel;

/** Names of what the component puts on an exchange. */
public final class LedgerConstants {
    /** Exchange property: the {@link Attempt} that the exchange carries. */
    public static final String ATTEMPT = "WaybillAttempt";

    private LedgerConstants() {}
}
