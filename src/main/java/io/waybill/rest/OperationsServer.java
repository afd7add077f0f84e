package io.waybill.rest;

import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The HTTP server below Camel's REST routes, on 127.0.0.1. Nothing behind it is reached without the token. It stops
 * with Camel.
 */
public final class OperationsServer {
    private static final String HOST = "127.0.0.1";
    private static final int WORKERS = 2;

    private final VertxPlatformHttpServer server;

    private OperationsServer(VertxPlatformHttpServer server) {
        this.server = server;
    }

    /**
     * Starts the server; must come before the routes are started.
     *
     * @param port where it listens; 0 for any free port
     * @param token what every call has to show
     * @param door for a business's own programs, or null for none
     * @throws PortTakenException if nothing can listen on that port
     */
    public static OperationsServer start(CamelContext camel, int port, Token token, RestServer door)
            throws PortTakenException {
        checkFree(port);
        setUnlessSet("vertx.disableDnsResolver", "true");
        camel.getRegistry().bind("operationsVertx", VertxOptions.class, options());
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(HOST);
        configuration.setBindPort(port);
        // otherwise it makes a folder for uploads in the working directory
        configuration.getBodyHandler().setHandleFileUploads(false);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(configuration);
        try {
            // now, since the routes look for it when they are made; Camel alone would start it with them
            server.setCamelContext(camel);
            server.start();
            camel.addService(server, true, false);
        } catch (Exception e) {
            throw new IllegalStateException("the server of the API could not be started", e);
        }
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(port));
        if (door != null) {
            camel.getRegistry()
                    .bind(
                            PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME,
                            new RestEngine(door, VertxPlatformHttpRouter.getRouterNameFromPort(port)));
            door.open(camel, server.getVertx(), router);
        }
        // the REST API's routes ask for it, and are not there without
        camel.getPropertiesComponent().addOverrideProperty("waybill-rest-on", String.valueOf(door != null));
        camel.getPropertiesComponent().addOverrideProperty("waybill-rest-off", String.valueOf(door == null));
        router.route().order(Integer.MIN_VALUE).handler(call -> {
            if (door != null && door.isAt(call)) {
                door.gate(call);
            } else {
                gate(call, token);
            }
        });
        router.route().last().handler(call -> end(call, nothingThere(call)));
        router.route().failureHandler(call -> end(call, Problem.failed("The log says why.")));
        return new OperationsServer(server);
    }

    /** Camel's server says it to the log alone when it cannot listen. */
    private static void checkFree(int port) throws PortTakenException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(HOST, port));
        } catch (IOException e) {
            throw new PortTakenException(HOST, port, e);
        }
    }

    private static VertxOptions options() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(1)
                .setPreferNativeTransport(false)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static void gate(RoutingContext call, Token token) {
        if (token.shownIn(call.request().getHeader("Authorization"))) {
            if (call.normalizedPath().startsWith("/ops")) {
                call.next();
            } else {
                end(call, nothingThere(call));
            }
        } else {
            call.response().putHeader("WWW-Authenticate", "Bearer");
            end(call, Problem.unauthorized());
        }
    }

    private static Problem nothingThere(RoutingContext call) {
        return Problem.notFound("There is nothing at " + call.request().method() + " "
                + call.request().path()
                + "; there are GET /ops/status, /ops/orders, /ops/orders/ID and /ops/keys, and POST /ops/replay,"
                + " /ops/orders/ID/replay, discard and resolve, /ops/accounts/NAME/resume, /ops/pause, /ops/resume,"
                + " /ops/keys/NAME and /ops/keys/NAME/remove.");
    }

    static void end(RoutingContext call, Problem problem) {
        if (!call.response().ended()) {
            problem.headers().forEach(call.response()::putHeader);
            call.response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", Problem.CONTENT_TYPE)
                    .end(problem.json());
        }
    }

    /** Where the API is: {@code http://127.0.0.1:40123}. */
    public String address() {
        return "http://" + HOST + ":" + server.getPort();
    }
}
