package io.waybill.rest;

/** Nothing can listen on the port that was asked for. */
public final class PortTakenException extends Exception {
    PortTakenException(int port, Throwable cause) {
        super("port " + port + " of 127.0.0.1 cannot be listened on", cause);
    }
}
