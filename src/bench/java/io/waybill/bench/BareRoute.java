package io.waybill.bench;

import io.waybill.signing.Reply;
import io.waybill.signing.ReplyCheck;
import io.waybill.signing.Signature;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** Limit B: a Camel route that signs orders from memory, posts them by camel-http and verifies the replies. */
final class BareRoute implements Contender {
    private static final String START = "direct:order";
    // The method as a header would be converted for each order, at a third of the whole cost.
    private static final String OPTIONS = "?httpMethod=POST&throwExceptionOnFailure=false&disableStreamCache=true";

    private final int inFlight;
    private final RandomGenerator random;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Producer orders;

    BareRoute(String farEnd, int inFlight, RandomGenerator random) throws Exception {
        this.inFlight = inFlight;
        this.random = random;
        HttpComponent http = new HttpComponent();
        http.setMaxTotalConnections(inFlight);
        http.setConnectionsPerRoute(inFlight);
        http.setAutomaticRetriesDisabled(true);
        http.setCookieManagementDisabled(true);
        camel.addComponent("http", http);
        camel.setStreamCaching(false);
        camel.setLoadTypeConverters(false);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(START)
                        .process(BareRoute::sign)
                        .to(FarEnd.createOrder(farEnd) + OPTIONS)
                        .process(BareRoute::verify);
            }
        });
        camel.start();
        orders = camel.getEndpoint(START).createProducer();
        orders.start();
    }

    @Override
    public Trial prepare(Batch batch) {
        List<String> queries = batch.queries(random);
        return deadline -> Crew.carry(queries.size(), inFlight, deadline, index -> post(queries.get(index)));
    }

    private void post(String query) throws Exception {
        Endpoint endpoint = orders.getEndpoint();
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOut);
        exchange.getIn().setBody(query);
        orders.process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    private static void sign(Exchange exchange) {
        String query = exchange.getMessage().getBody(String.class);
        exchange.getMessage().setBody(Signature.sign(query, FarEnd.LOGIN, FarEnd.KEY));
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
    }

    private static void verify(Exchange exchange) {
        Reply reply = ReplyCheck.read(exchange.getMessage().getBody(byte[].class), FarEnd.KEY);
        if (!(reply instanceof Reply.Verified verified) || verified.code() != 0) {
            throw new BenchFailure("the sandbox's reply is no verified success: " + reply);
        }
    }
}
