package io.waybill.delivery;

import io.waybill.account.Account;
import io.waybill.account.Accounts;
import io.waybill.ledger.DueOrder;
import io.waybill.ledger.Verdict;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;

/** A real Camel context with a route that signs, calls and verifies as the production one does. */
final class DeliveryUnderTest implements AutoCloseable {
    private static final String ROUTE = "delivery-under-test";

    private final CamelContext camel = new DefaultCamelContext();
    private final OrderApi api;

    DeliveryUnderTest(Account... accounts) throws Exception {
        this(order -> true, SSLContext.getDefault(), accounts);
    }

    DeliveryUnderTest(Predicate<DueOrder> stillOurs, SSLContext trust, Account... configured) throws Exception {
        Accounts accounts = new Accounts(List.of(configured));
        api = new OrderApi(camel, accounts, trust);
        camel.getRegistry().bind("signing", new SigningProcessor(accounts, api, stillOurs));
        camel.getRegistry().bind("verification", new ReplyVerification(accounts));
        Resource route = PluginHelper.getResourceLoader(camel)
                .resolveResource("classpath:io/waybill/delivery/" + ROUTE + ".camel.yaml");
        PluginHelper.getRoutesLoader(camel).loadRoutes(route);
        camel.start();
    }

    Verdict send(DueOrder order) throws Exception {
        return exchange(order, Map.of()).getMessage().getBody(Verdict.class);
    }

    Exchange exchange(DueOrder order, Map<String, Object> headers) throws Exception {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(order);
        exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        camel.getRoute(ROUTE).getProcessor().process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }

    OrderApi api() {
        return api;
    }

    @Override
    public void close() {
        camel.stop();
        api.close();
    }
}
