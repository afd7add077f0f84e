package io.waybill.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Lets no header of an exchange out to the API, and of the API's only those in that the verdict needs. */
final class HeaderGate implements HeaderFilterStrategy {
    static final String RETRY_AFTER = "Retry-After";

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return true;
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !name.equalsIgnoreCase(Exchange.CONTENT_TYPE) && !name.equalsIgnoreCase(RETRY_AFTER);
    }
}
