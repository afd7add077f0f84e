package io.waybill.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.waybill.intake.Formats;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Lets calls in or says why not, before any of their body is read and without a look at the ledger. Every call that is
 * let in has a {@link Call}.
 */
final class RestGate {
    /** Where a {@link Call} is found. */
    static final String CALL = "waybill.call";

    private static final String ORDERS = "/api/orders";
    private static final String DOCUMENTS = "/api/documents/";

    private final RestSettings settings;
    private final Callers callers;
    private final BooleanSupplier accepts;
    private final Semaphore room;

    RestGate(RestSettings settings, Callers callers, BooleanSupplier accepts) {
        this.settings = settings;
        this.accepts = accepts;
        this.callers = callers;
        this.room = new Semaphore(settings.inFlight());
    }

    /** What there is for everybody, and is no secret. */
    private static boolean isPublic(String path) {
        return path.equals("/") || path.equals("/openapi.yaml");
    }

    private static boolean isThere(String path) {
        return isPublic(path)
                || path.equals(ORDERS)
                || path.startsWith(ORDERS + "/") && path.length() > ORDERS.length() + 1
                || path.startsWith(DOCUMENTS) && path.length() > DOCUMENTS.length();
    }

    static Problem tooLarge(long most) {
        return new Problem(
                413,
                "Body too large",
                "The body has more than " + most + " bytes, which is the most that is taken (waybill.rest.max-body);"
                        + " send its orders in several calls.");
    }

    /** Returns why the call is refused; null where it is let in. */
    Problem refusal(RoutingContext call) {
        HttpServerRequest request = call.request();
        String path = call.normalizedPath();
        HttpMethod method = request.method();
        if (!isThere(path)) {
            return Problem.notFound("There is nothing at " + path
                    + "; there are /api/orders, /api/orders/ID, /api/documents/ID, /openapi.yaml, and / for people.");
        }
        boolean posts = method.equals(HttpMethod.POST) && path.equals(ORDERS);
        if (!posts && !method.equals(HttpMethod.GET)) {
            return new Problem(405, "Method not allowed", path + " does not take " + method.name() + ".")
                    .with("Allow", path.equals(ORDERS) ? "GET, POST" : "GET");
        }
        if (isPublic(path)) {
            call.put(CALL, call(null, request, call.queryParams(), () -> {}));
            return null;
        }
        Caller caller = callers.of(request.getHeader("Authorization"));
        if (caller == null) {
            return new Problem(
                            401,
                            "Unauthorized",
                            "This call needs the header Authorization: Bearer KEY with a key that ./waybill keys add has"
                                    + " made.")
                    .with("WWW-Authenticate", "Bearer realm=\"waybill\"");
        }
        long seconds = callers.wait(caller);
        if (seconds > 0) {
            return new Problem(
                            429,
                            "Too many calls",
                            "This key may make " + settings.rate() + " calls a second (waybill.rest.rate).")
                    .with("Retry-After", Long.toString(seconds));
        }
        Problem problem = posts ? body(request) : null;
        if (problem != null) {
            return problem;
        }
        call.put(CALL, call(caller, request, call.queryParams(), posts ? room::release : () -> {}));
        return null;
    }

    private Problem body(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        if (!Formats.isTaken(type)) {
            return new Problem(
                            415,
                            "Unsupported media type",
                            "A body of this Content-Type is not taken; expected one of application/json,"
                                    + " application/x-ndjson, text/csv, application/xml,"
                                    + " application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,"
                                    + " application/x-www-form-urlencoded, application/gzip or application/zip.")
                    .with("Accept", "application/json, application/x-ndjson, text/csv, application/xml");
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !isGzip(encoding) && !encoding.strip().equalsIgnoreCase("identity")) {
            return new Problem(
                            415,
                            "Unsupported media type",
                            "A body of this Content-Encoding is not taken; expected gzip or none.")
                    .with("Accept-Encoding", "gzip");
        }
        if (length(request) > settings.maxBody()) {
            return tooLarge(settings.maxBody());
        }
        if (!accepts.getAsBoolean()) {
            return Problem.unavailable(
                    "Nothing can be accepted at present, since the ledger cannot be written; nothing of this body was taken."
                            + " Send it again later.");
        }
        return room.tryAcquire()
                ? null
                : Problem.unavailable("As many bodies are being taken as may be at one time (waybill.rest.in-flight);"
                        + " nothing of this one was. Send it again.");
    }

    private static long length(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static boolean isGzip(String encoding) {
        String name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        return name.equals("gzip") || name.equals("x-gzip");
    }

    private static Call call(Caller caller, HttpServerRequest request, MultiMap parameters, Runnable release) {
        Map<String, String> query = new HashMap<>();
        parameters.forEach(parameter -> query.putIfAbsent(parameter.getKey(), parameter.getValue()));
        return new Call(
                caller,
                query,
                request.getHeader("Content-Type"),
                request.getHeader("Content-Encoding"),
                request.getHeader("Idempotency-Key"),
                release);
    }
}
