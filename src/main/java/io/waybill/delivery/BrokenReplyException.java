package io.waybill.delivery;

import java.io.IOException;

/** A reply began, but its body could not be read to its end. */
final class BrokenReplyException extends IOException {
    private final int status;
    private final String contentType;

    BrokenReplyException(int status, String contentType, IOException cause) {
        super("the reply could not be read to its end: " + cause.getMessage(), cause);
        this.status = status;
        this.contentType = contentType;
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }
}
