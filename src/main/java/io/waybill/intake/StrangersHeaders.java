package io.waybill.intake;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Keeps the names by which Camel and Waybill speak to themselves ({@code Camel*}, {@code org.apache.camel.*} and
 * {@code Waybill*}, in any case) out of what strangers send, so that a header of a call or a mail can not say whose a
 * document is or where it goes; nor are ours told to anybody. All other headers pass.
 */
public final class StrangersHeaders implements HeaderFilterStrategy {
    private static final List<String> OURS = List.of("camel", "org.apache.camel.", "waybill");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return isOurs(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return isOurs(name);
    }

    private static boolean isOurs(String name) {
        String stripped = name.strip();
        return OURS.stream().anyMatch(ours -> stripped.regionMatches(true, 0, ours, 0, ours.length()));
    }
}
