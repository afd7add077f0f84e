package io.waybill.rest;

/** Nothing can listen on the port that was asked for. */
public final class PortTakenException extends Exception {
    private final int port;

    PortTakenException(String address, int port, Throwable cause) {
        super("port " + port + " of " + address + " cannot be listened on", cause);
        this.port = port;
    }

    /** That port. */
    public int port() {
        return port;
    }
}
