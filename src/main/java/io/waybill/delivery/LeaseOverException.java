package io.waybill.delivery;

import java.io.IOException;

/** The order's lease was over before the first byte of its request was written; nothing was sent. */
final class LeaseOverException extends IOException {
    LeaseOverException() {
        super("the lease was over before the first byte was sent");
    }
}
