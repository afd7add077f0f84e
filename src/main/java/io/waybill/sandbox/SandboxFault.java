package io.waybill.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One fault as it is asked for.
 *
 * @param kind what goes wrong
 * @param rate the part of the calls that meet it, 0 to 1
 * @param operation the only operation it is for, or empty for all
 * @param count how many calls meet it at most
 * @param shortest for latencies the least wait, for {@code close-idle} the idle time
 * @param longest for latencies the longest wait; in between each wait is as likely
 * @param status for the {@code error} kinds the HTTP status
 * @param code for {@code code} the error code
 * @param text for {@code code} the error text; empty for the usual text of the code
 * @param location for {@code redirect} kinds where to
 */
public record SandboxFault(
        FaultKind kind,
        double rate,
        String operation,
        long count,
        Duration shortest,
        Duration longest,
        int status,
        int code,
        String text,
        String location) {

    /** Refuses rates outside 0 to 1, negative waits and what cannot be an HTTP status. */
    public SandboxFault {
        Objects.requireNonNull(kind, "kind");
        check(rate >= 0 && rate <= 1, "rate must be from 0 to 1, not " + rate);
        check(count >= 0, "count must not be negative");
        check(!shortest.isNegative() && shortest.compareTo(longest) <= 0, "a wait must be from 0 up, least first");
        check(status >= 400 && status <= 599, "status must be from 400 to 599, not " + status);
        check(kind != FaultKind.CODE || code != 0, "the fault \"code\" needs a code other than 0");
        check(kind != FaultKind.CLOSE_IDLE || shortest.toMillis() > 0, "\"close-idle\" needs a time, as in 500ms");
    }

    /** A fault of this kind that every call meets. */
    public static SandboxFault of(FaultKind kind) {
        return kind == FaultKind.CODE ? code(602) : plain(kind, kind == FaultKind.CLOSE_IDLE ? 1000 : 0);
    }

    /** Every call is answered with this code, nothing done. */
    public static SandboxFault code(int code) {
        return FaultSettings.read(Map.of("fault", "code", "code", Integer.toString(code)));
    }

    /** Every reply waits this long. */
    public static SandboxFault latency(Duration wait) {
        return plain(FaultKind.LATENCY, wait.toMillis());
    }

    /** Connections are closed once they were idle for this long. */
    public static SandboxFault closeIdle(Duration idle) {
        return plain(FaultKind.CLOSE_IDLE, idle.toMillis());
    }

    /**
     * A fault from one line: {@code kind[=value][,setting=value]...}, as in {@code latency=100-300ms,rate=0.5},
     * {@code code=604,text=Product not exist: x} or {@code cut-after,operation=CreateOrder,count=3}.
     *
     * @throws IllegalArgumentException naming what is wrong in it
     */
    public static SandboxFault parse(String line) {
        return FaultSettings.read(FaultSettings.split(line));
    }

    /** The same for a part of the calls only. */
    public SandboxFault withRate(double part) {
        return new SandboxFault(kind, part, operation, count, shortest, longest, status, code, text, location);
    }

    /** The same for one operation only. */
    public SandboxFault withOperation(String only) {
        return new SandboxFault(kind, rate, only, count, shortest, longest, status, code, text, location);
    }

    /** The same for so many calls at most. */
    public SandboxFault withCount(long most) {
        return new SandboxFault(kind, rate, operation, most, shortest, longest, status, code, text, location);
    }

    private static SandboxFault plain(FaultKind kind, long millis) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fault", kind.setting());
        settings.put("delay", Long.toString(millis));
        return FaultSettings.read(settings);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
