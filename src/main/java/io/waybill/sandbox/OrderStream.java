package io.waybill.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Writes orders a piece at a time, as fast as they are read, so that a million of them stop nobody else's call. */
final class OrderStream {
    private static final int PIECE = 1 << 16;
    private static final int LOOKED_AT = 2_000;

    private final Vertx vertx;
    private final OrderBook book;
    private final OrderFilter filter;
    private final HttpServerResponse response;
    private final boolean lines;
    private final long end;
    private long next;
    private boolean begun;
    private boolean any;

    OrderStream(
            Vertx vertx, OrderBook book, OrderFilter filter, HttpServerResponse response, boolean lines, long first) {
        this.vertx = vertx;
        this.book = book;
        this.filter = filter;
        this.response = response;
        this.lines = lines;
        this.next = first;
        this.end = book.next();
    }

    void start() {
        response.exceptionHandler(gone -> next = end);
        piece();
    }

    private void piece() {
        if (response.closed()) {
            return;
        }
        Json json = new Json();
        if (!begun && !lines) {
            json.open('[').newline();
        }
        begun = true;
        for (int looked = 0; next < end && json.length() < PIECE && looked < LOOKED_AT; looked++, next++) {
            StoredOrder order = book.at(next);
            if (order != null && filter.wants(order)) {
                add(json, order);
            }
        }
        if (next >= end) {
            response.end(Buffer.buffer((lines ? json : json.newline().close(']').newline()).bytes()));
            return;
        }
        if (json.length() > 0) {
            response.write(Buffer.buffer(json.bytes()));
        }
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> piece());
        } else {
            vertx.runOnContext(turn -> piece());
        }
    }

    private void add(Json json, StoredOrder order) {
        if (!lines && any) {
            json.raw(json.length() == 0 ? "," : "").newline();
        }
        order.write(json);
        if (lines) {
            json.newline();
        }
        any = true;
    }
}
