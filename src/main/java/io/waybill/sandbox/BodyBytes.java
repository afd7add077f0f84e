package io.waybill.sandbox;

import io.vertx.core.buffer.Buffer;

/** Gathers a body up to a limit, without a copy more than needed where it comes in one piece. */
final class BodyBytes {
    private final int limit;
    private byte[] first = new byte[0];
    private Buffer rest;
    private long length;

    BodyBytes(int limit) {
        this.limit = limit;
    }

    void add(Buffer chunk) {
        length += chunk.length();
        if (isTooLarge()) {
            rest = null;
        } else if (first.length == 0) {
            first = chunk.getBytes();
        } else {
            rest = rest == null ? Buffer.buffer(first) : rest;
            rest.appendBuffer(chunk);
        }
    }

    boolean isTooLarge() {
        return length > limit;
    }

    byte[] bytes() {
        return rest == null ? first : rest.getBytes();
    }
}
