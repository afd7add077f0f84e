package io.waybill.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The API's face: reads a call's body, lets the faults it meets happen, and answers. */
final class ApiCalls {
    static final String PATH = "/api/";

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json; charset=utf-8");
    private static final CharSequence HTML = HttpHeaders.createOptimized("text/html; charset=utf-8");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final byte[] NO_BODY = new byte[0];
    private static final int LARGEST_BODY = 8 << 20;

    private final Vertx vertx;
    private final ApiDesk desk;
    private final FaultPlan faults;
    private final CallLog log;
    private final IdleConnections connections;
    private final HttpDate date;

    ApiCalls(Vertx vertx, ApiDesk desk, FaultPlan faults, CallLog log, IdleConnections connections, HttpDate date) {
        this.vertx = vertx;
        this.desk = desk;
        this.faults = faults;
        this.log = log;
        this.connections = connections;
        this.date = date;
    }

    void handle(HttpServerRequest request) {
        connections.began(request.connection());
        BodyBytes body = new BodyBytes(LARGEST_BODY);
        request.handler(body::add);
        request.endHandler(end -> arrived(request, body.isTooLarge() ? NO_BODY : body.bytes()));
    }

    private void arrived(HttpServerRequest request, byte[] body) {
        String operation = request.path().substring(PATH.length());
        FaultPlan.Met met = desk.knows(operation) ? faults.meet(operation) : FaultPlan.Met.NOTHING;
        if (met.latency() != null && met.latency().kind() == FaultKind.LATENCY_BEFORE) {
            vertx.setTimer(faults.pauseMillis(met.latency()) + 1, due -> act(request, operation, body, met));
        } else {
            act(request, operation, body, met);
        }
    }

    private void act(HttpServerRequest request, String operation, byte[] body, FaultPlan.Met met) {
        Outcome outcome = outcome(operation, isForm(request) ? body : NO_BODY, met);
        log.note(request, operation, body, outcome.status, outcome.code, met.names());
        if (met.latency() != null && met.latency().kind() == FaultKind.LATENCY) {
            vertx.setTimer(
                    faults.pauseMillis(met.latency()) + 1, due -> reply(request, met, outcome.status, outcome.body));
        } else {
            reply(request, met, outcome.status, outcome.body);
        }
    }

    /** An HTTP status (0: cut the connection), the error code (-1: nothing was done) and the body of the reply. */
    private record Outcome(int status, int code, byte[] body) {}

    private Outcome outcome(String operation, byte[] form, FaultPlan.Met met) {
        if (!desk.knows(operation)) {
            return new Outcome(404, -1, NO_BODY);
        }
        if (!met.isWorkedOn() && !met.is(FaultKind.CODE)) {
            return new Outcome(status(met), -1, NO_BODY);
        }
        try {
            ApiDesk.Answer answer = desk.answer(operation, form, met);
            return new Outcome(status(met), answer.code(), answer.body());
        } catch (IOException notKept) {
            return new Outcome(500, -1, NO_BODY);
        }
    }

    private void reply(HttpServerRequest request, FaultPlan.Met met, int status, byte[] contents) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        if (status == 0 && !met.is(FaultKind.CUT_BODY)) {
            request.connection().close();
            return;
        }
        response.putHeader(HttpHeaders.DATE, date.text());
        if (met.is(FaultKind.CUT_BODY)) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(contents.length));
            response.write(Buffer.buffer(contents).slice(0, contents.length / 2))
                    .onComplete(written -> request.connection().close());
            return;
        }
        boolean page = status >= 400 || met.is(FaultKind.HTML) || met.is(FaultKind.HTML_AFTER);
        if (status == 302) {
            response.putHeader(HttpHeaders.LOCATION, met.other().location());
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, page ? HTML : JSON)
                .end(page ? page(status) : Buffer.buffer(met.is(FaultKind.EMPTY_AFTER) ? NO_BODY : contents));
        connections.ended(request.connection());
    }

    /** The HTTP status of a call that meets these faults; 0 where the connection is cut. */
    private static int status(FaultPlan.Met met) {
        if (met.other() == null) {
            return 200;
        }
        return switch (met.other().kind()) {
            case ERROR_BEFORE, ERROR_AFTER -> met.other().status();
            case CUT_BEFORE, CUT_AFTER, CUT_BODY -> 0;
            case REDIRECT, REDIRECT_AFTER -> 302;
            default -> 200;
        };
    }

    private static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return HttpMethod.POST.equals(request.method())
                && type != null
                && type.regionMatches(true, 0, FORM, 0, FORM.length());
    }

    private static Buffer page(int status) {
        String page = "<!DOCTYPE html>\n<html><head><title>" + status + "</title></head><body><h1>" + status
                + "</h1><p>This page comes from the sandbox.</p></body></html>\n";
        return Buffer.buffer(page.getBytes(StandardCharsets.US_ASCII));
    }
}
