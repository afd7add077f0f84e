package io.waybill.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;

/** The HTTP server of the REST door, which answers 202 with nothing done. Its argument is the port. */
public final class BareServer {
    private static final int ACCEPTED = 202;
    private static final String ANSWER = "{\"orders\":[{\"id\":\"0000000000000000\",\"state\":\"accepted\"}]}";

    private BareServer() {}

    /** Serves until the process is ended. */
    public static void main(String[] args) {
        Vertx.vertx()
                .createHttpServer(new HttpServerOptions())
                .requestHandler(request -> request.body()
                        .onSuccess(body -> request.response()
                                .setStatusCode(ACCEPTED)
                                .putHeader("content-type", "application/json")
                                .end(ANSWER)))
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .onSuccess(server -> System.out.println("is ready"));
    }
}
