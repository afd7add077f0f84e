package io.waybill.ledger.camel;

import io.waybill.ledger.Ledger;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The component {@code ledger:}. */
@Component("ledger")
public class LedgerComponent extends DefaultComponent {
    @Metadata(autowired = true, label = "common", description = "The ledger that the endpoints work on")
    private Ledger ledger;

    @Metadata(
            autowired = true,
            label = "consumer",
            description = "The accounts and how many orders each may have in flight")
    private SendingLimits limits;

    /** The ledger that the endpoints work on. */
    public Ledger getLedger() {
        return ledger;
    }

    /** The ledger that the endpoints work on. */
    public void setLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The accounts and how many orders each may have in flight. */
    public SendingLimits getLimits() {
        return limits;
    }

    /** The accounts and how many orders each may have in flight. */
    public void setLimits(SendingLimits limits) {
        this.limits = limits;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        LedgerEndpoint endpoint = new LedgerEndpoint(uri, this, LedgerEndpoint.Kind.of(remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
