package io.waybill.ledger.camel;

import org.apache.camel.spi.Metadata;

/** Names of what the component puts on an exchange. */
public final class LedgerConstants {
    /** Exchange property: the {@link Attempt} that the exchange carries. */
    public static final String ATTEMPT = "WaybillAttempt";

    /** The order's public id. */
    @Metadata(label = "consumer", description = "The order's public id", javaType = "String")
    public static final String REFERENCE = "WaybillReference";

    private LedgerConstants() {}
}
