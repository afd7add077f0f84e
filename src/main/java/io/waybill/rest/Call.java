package io.waybill.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;

/** A call that was let in: who makes it and what it says. Nothing of it but path parameters is a message header. */
final class Call {
    private static final String PROPERTY = "waybillCall";
    private static final int NOTHING = -1;

    private final Caller caller;
    private final Map<String, String> query;
    private final String contentType;
    private final String contentEncoding;
    private final String idempotencyKey;
    private final AtomicReference<Runnable> release;
    private int firstByte = NOTHING;

    /**
     * @param caller who calls; null where anybody may
     * @param release gives the room for the call's body free
     */
    Call(
            Caller caller,
            Map<String, String> query,
            String contentType,
            String contentEncoding,
            String idempotencyKey,
            Runnable release) {
        this.caller = caller;
        this.query = new LinkedHashMap<>(query);
        this.contentType = contentType;
        this.contentEncoding = contentEncoding;
        this.idempotencyKey = idempotencyKey;
        this.release = new AtomicReference<>(release);
    }

    static Call of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Call.class);
    }

    void putInto(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    Caller caller() {
        return caller;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isBlank());
    }

    /** @throws ProblemException if the call has a parameter of another name */
    void allowOnly(String... names) {
        Set<String> unknown = new TreeSet<>(query.keySet());
        unknown.removeAll(Set.of(names));
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    Problem.badRequest("This call has no parameter \"" + String.join("\", \"", unknown)
                            + "\"; expected "
                            + (names.length == 0 ? "none." : "some of " + String.join(", ", names) + ".")));
        }
    }

    String contentType() {
        return contentType;
    }

    String contentEncoding() {
        return contentEncoding;
    }

    String idempotencyKey() {
        return idempotencyKey;
    }

    /** The first character of the body that is no space, or -1. */
    int firstByte() {
        return firstByte;
    }

    void beginsWith(byte[] head) {
        for (byte one : head) {
            // whatever is no space, and no byte order mark
            if (one > ' ') {
                firstByte = one;
                return;
            }
        }
    }

    /** The body is in the ledger, or gone: another one may be taken. */
    void release() {
        Runnable once = release.getAndSet(null);
        if (once != null) {
            once.run();
        }
    }
}
