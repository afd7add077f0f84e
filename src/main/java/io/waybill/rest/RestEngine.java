package io.waybill.rest;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;

/**
 * Camel's own engine, but for the paths of the REST API: their bodies go to the disk while they come, and no thread
 * waits for an exchange that is not done.
 */
final class RestEngine extends VertxPlatformHttpEngine {
    private final RestServer server;
    private final String router;

    /** @param router the name of the router on which the routes are */
    RestEngine(RestServer server, String router) {
        this.server = server;
        this.router = router;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        if (endpoint.getPath().startsWith("/ops")) {
            return super.createConsumer(endpoint, processor);
        }
        // else a handler would put all of the body into memory
        endpoint.setUseStreaming(true);
        return new RestConsumer(endpoint, processor, getHandlers(), router, server);
    }
}
