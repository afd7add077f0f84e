package io.waybill.sandbox;

import java.util.Locale;

/** What can be made to go wrong. The names in settings are these, in lower case with hyphens. */
public enum FaultKind {
    /** The call is acted on at once, its reply waits. */
    LATENCY(true),
    /** The call is acted on late, even when the caller has gone by then. */
    LATENCY_BEFORE(true),
    /** HTTP 500 (or another status), nothing done. */
    ERROR_BEFORE(false),
    /** Done, then HTTP 500 (or another status). */
    ERROR_AFTER(true),
    /** Connection closed, nothing done. */
    CUT_BEFORE(false),
    /** Done, then the connection is closed without a reply. */
    CUT_AFTER(true),
    /** Done, then half of the reply's body under the full Content-Length. */
    CUT_BODY(true),
    /** Done, and the reply's hash is not that of the reply. */
    WRONG_HASH(true),
    /** HTTP 200 with a page, nothing done. */
    HTML(false),
    /** Done, then HTTP 200 with a page. */
    HTML_AFTER(true),
    /** Done, then HTTP 200 with nothing in it. */
    EMPTY_AFTER(true),
    /** HTTP 302 to another place, nothing done. */
    REDIRECT(false),
    /** Done, and the JSON reply stands under HTTP 302. */
    REDIRECT_AFTER(true),
    /** A verified reply with any error code, nothing done. */
    CODE(false),
    /** Created, but the reply names no invoice number. */
    NO_INVOICE(true),
    /** Created, but the reply names the number of an earlier order. */
    TAKEN_INVOICE(true),
    /** Connections that are idle for a while are closed; has no rate. */
    CLOSE_IDLE(true);

    private final boolean done;

    FaultKind(boolean done) {
        this.done = done;
    }

    /** Whether the call is acted on all the same. */
    public boolean isDone() {
        return done;
    }

    /** The name in settings, such as {@code cut-after}. */
    public String setting() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isLatency() {
        return this == LATENCY || this == LATENCY_BEFORE;
    }

    /** The kind with this name in settings. */
    static FaultKind ofSetting(String setting) {
        for (FaultKind kind : values()) {
            if (kind.setting().equals(setting)) {
                return kind;
            }
        }
        StringBuilder known = new StringBuilder();
        for (FaultKind kind : values()) {
            known.append(known.isEmpty() ? "" : ", ").append(kind.setting());
        }
        throw new IllegalArgumentException("there is no fault \"" + setting + "\"; the faults are " + known);
    }
}
