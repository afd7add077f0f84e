package io.waybill.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The pages under {@code /sandbox/}: what was sent, how it was answered, and the faults in force. */
final class BookPages {
    private static final String PATH = "/sandbox/";
    private static final int LARGEST_FAULTS = 1 << 20;

    private final Vertx vertx;
    private final OrderBook book;
    private final CallLog log;
    private final FaultPlan faults;
    private final IdleConnections connections;

    BookPages(Vertx vertx, OrderBook book, CallLog log, FaultPlan faults, IdleConnections connections) {
        this.vertx = vertx;
        this.book = book;
        this.log = log;
        this.faults = faults;
        this.connections = connections;
    }

    void handle(HttpServerRequest request) {
        boolean get = HttpMethod.GET.equals(request.method());
        switch (request.path()) {
            case PATH + "orders" -> {
                if (get) {
                    orders(request);
                } else {
                    refuse(request, 405, "orders can be read only");
                }
            }
            case PATH + "calls" -> json(request, calls(number(request.getParam("limit"))));
            case PATH + "counts" -> json(request, counts(log.counts(book)));
            case PATH + "faults" -> changeFaults(request);
            default ->
                refuse(
                        request,
                        404,
                        "the sandbox has /api/{operation}, /sandbox/orders, /sandbox/calls, /sandbox/counts"
                                + " and /sandbox/faults");
        }
    }

    private void orders(HttpServerRequest request) {
        String tag = request.getParam("tag");
        String email = request.getParam("email");
        OrderFilter filter = new OrderFilter(tag, email);
        boolean lines = "ndjson".equals(request.getParam("format"));
        HttpServerResponse response = request.response().setChunked(true);
        response.putHeader(HttpHeaders.CONTENT_TYPE, lines ? "application/x-ndjson" : "application/json");
        long first = filter.first(book, number(request.getParam("limit")));
        new OrderStream(vertx, book, filter, response, lines, first).start();
    }

    private Json calls(int most) {
        Json json = new Json().open('[');
        for (SandboxCall call : log.newest(most)) {
            json.open('{')
                    .member("number", call.number())
                    .member("at", call.at().toString())
                    .member("method", PhpText.of(call.method()))
                    .member("operation", PhpText.of(call.operation()))
                    .member("connection", call.connection())
                    .member("status", call.status())
                    .member("error_code", call.errorCode())
                    .member("fault", call.fault())
                    .member("body", call.body())
                    .name("headers")
                    .open('{');
            call.headers().forEach((name, value) -> json.member(PhpText.of(name), PhpText.of(value)));
            json.close('}').close('}');
        }
        return json.close(']');
    }

    private static Json counts(SandboxCounts counts) {
        Json json = new Json()
                .open('{')
                .member("calls", counts.calls())
                .member("created", counts.created())
                .member("deleted", counts.deleted())
                .member("held", counts.held())
                .member("repeated_tags", counts.repeatedTags());
        countsBy(json, "by_operation", counts.byOperation());
        countsBy(json, "by_code", counts.byCode());
        countsBy(json, "by_fault", counts.byFault());
        return json.close('}');
    }

    private static void countsBy(Json json, String name, Map<?, Long> counts) {
        json.name(name).open('{');
        counts.forEach((key, count) -> json.member(PhpText.of(key.toString()), count));
        json.close('}');
    }

    private void changeFaults(HttpServerRequest request) {
        BodyBytes body = new BodyBytes(LARGEST_FAULTS);
        request.handler(body::add);
        request.endHandler(end -> {
            String method = request.method().name();
            try {
                List<SandboxFault> sent = method.equals("POST") || method.equals("PUT")
                        ? FaultSettings.fromJson(body.bytes())
                        : List.of();
                if (method.equals("PUT") || method.equals("DELETE")) {
                    faults.clear();
                }
                faults.add(sent);
                connections.faultsChanged();
                json(request, standingFaults());
            } catch (IllegalArgumentException wrong) {
                refuse(request, 400, wrong.getMessage());
            }
        });
    }

    private Json standingFaults() {
        Json json = new Json().open('[');
        faults.standing().forEach(one -> FaultSettings.write(json, one.fault, one.met));
        return json.close(']');
    }

    private static void json(HttpServerRequest request, Json json) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(json.newline().bytes()));
    }

    private static void refuse(HttpServerRequest request, int status, String why) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(Buffer.buffer((why + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static int number(String text) {
        try {
            return text == null ? Integer.MAX_VALUE : Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException noNumber) {
            return Integer.MAX_VALUE;
        }
    }
}
