package io.waybill.rest;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.waybill.intake.Spool;
import io.waybill.intake.StrangersHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes exchanges of calls and responses of exchanges; the message's headers are the path's parameters alone. */
final class RestConsumer extends VertxPlatformHttpConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(RestConsumer.class);

    private final StrangersHeaders ours = new StrangersHeaders();
    private final RestServer server;

    RestConsumer(
            PlatformHttpEndpoint endpoint,
            Processor processor,
            List<Handler<RoutingContext>> handlers,
            String routerName,
            RestServer server) {
        super(endpoint, processor, handlers, routerName);
        this.server = server;
    }

    @Override
    protected void handleRequest(RoutingContext routing) {
        Call call = routing.get(RestGate.CALL);
        Context loop = routing.vertx().getOrCreateContext();
        if (isSuspended() || !isRunAllowed()) {
            call.release();
            OperationsServer.end(
                    routing, Problem.unavailable("The gateway is being stopped; nothing of this was taken."));
        } else if (routing.request().method().equals(HttpMethod.POST)) {
            new BodyReceiver(
                            routing.request(),
                            loop,
                            server.settings().maxBody(),
                            server.spool(),
                            server.workers(),
                            (body, failure) -> received(routing, loop, call, body, failure))
                    .start();
        } else {
            work(routing, loop, call, () -> process(routing, loop, call, null));
        }
    }

    private void received(RoutingContext routing, Context loop, Call call, Object body, Exception failure) {
        if (failure == null) {
            work(routing, loop, call, () -> process(routing, loop, call, body));
            return;
        }
        call.release();
        loop.runOnContext(nothing -> OperationsServer.end(routing, PostedAnswer.problem(failure)));
    }

    private void work(RoutingContext routing, Context loop, Call call, Runnable work) {
        try {
            server.workers().execute(work);
        } catch (RuntimeException e) {
            call.release();
            loop.runOnContext(nothing -> OperationsServer.end(
                    routing, Problem.unavailable("The gateway is being stopped; nothing of this was taken.")));
        }
    }

    private void process(RoutingContext routing, Context loop, Call call, Object body) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        call.putInto(exchange);
        Message message = exchange.getMessage();
        if (body instanceof byte[] bytes) {
            call.beginsWith(bytes);
        }
        message.setBody(body);
        routing.pathParams().forEach(message::setHeader);
        try {
            createUoW(exchange);
        } catch (Exception e) {
            exchange.setException(e);
            done(routing, loop, call, exchange, body);
            return;
        }
        getAsyncProcessor().process(exchange, sync -> done(routing, loop, call, exchange, body));
    }

    private void done(RoutingContext routing, Context loop, Call call, Exchange exchange, Object body) {
        call.release();
        if (body instanceof Spool.Draft draft) {
            discard(draft);
        }
        if (exchange.getException() != null) {
            LOG.error("A call could not be answered", exchange.getException());
            Problem problem = Problem.failed("The log says why.");
            end(loop, routing, exchange, () -> OperationsServer.end(routing, problem));
            return;
        }
        Message message = exchange.getMessage();
        Buffer text = Buffer.buffer(bytes(message.getBody()));
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        Map<String, Object> headers = new LinkedHashMap<>(message.getHeaders());
        end(loop, routing, exchange, () -> {
            HttpServerResponse response = routing.response().setStatusCode(status);
            headers.forEach((name, value) -> {
                if (value != null && !ours.applyFilterToCamelHeaders(name, value, exchange)) {
                    response.putHeader(name, value.toString());
                }
            });
            response.end(text);
        });
    }

    private static byte[] bytes(Object body) {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        return body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void discard(Spool.Draft draft) {
        try {
            draft.discard();
        } catch (IOException e) {
            LOG.debug("A body that was not taken stays in the spool until the next start: {}", e.toString());
        }
    }

    private void end(Context loop, RoutingContext routing, Exchange exchange, Runnable response) {
        loop.runOnContext(nothing -> {
            if (!routing.response().closed() && !routing.response().ended()) {
                response.run();
            }
            doneUoW(exchange);
            releaseExchange(exchange, false);
        });
    }
}
