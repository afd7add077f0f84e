package io.waybill.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts all calls and holds the newest of them. */
final class CallLog {
    private static final int BODY_SHOWN = 4096;

    private final Clock clock;
    private final Entry[] ring;
    private final Map<String, long[]> byOperation = new TreeMap<>();
    private final Map<Integer, long[]> byCode = new TreeMap<>();
    private final Map<String, long[]> byFault = new TreeMap<>();
    private long calls;

    CallLog(int keep, Clock clock) {
        this.ring = new Entry[keep];
        this.clock = clock;
    }

    private record Entry(
            long number,
            long at,
            HttpMethod method,
            String operation,
            int port,
            MultiMap headers,
            byte[] body,
            int status,
            int code,
            String fault) {

        SandboxCall shown() {
            Map<String, String> last = new TreeMap<>();
            headers.forEach((name, value) -> last.put(name.toLowerCase(Locale.ROOT), value));
            return new SandboxCall(
                    number,
                    Instant.ofEpochMilli(at),
                    method.name(),
                    operation,
                    port,
                    last,
                    new String(body, StandardCharsets.ISO_8859_1),
                    status,
                    code,
                    fault);
        }
    }

    void note(HttpServerRequest request, String operation, byte[] body, int status, int code, String fault) {
        calls++;
        count(byOperation, operation);
        if (code >= 0) {
            count(byCode, code);
        }
        if (!fault.isEmpty()) {
            count(byFault, fault);
        }
        if (ring.length > 0) {
            byte[] shown = body.length > BODY_SHOWN ? Arrays.copyOf(body, BODY_SHOWN) : body;
            ring[(int) (calls % ring.length)] = new Entry(
                    calls,
                    clock.millis(),
                    request.method(),
                    operation,
                    request.remoteAddress().port(),
                    request.headers(),
                    shown,
                    status,
                    code,
                    fault);
        }
    }

    /** The newest calls that are held, newest last. */
    List<SandboxCall> newest(int most) {
        List<SandboxCall> shown = new ArrayList<>();
        long count = Math.min(Math.min(calls, ring.length), most);
        for (long number = calls - count + 1; number <= calls; number++) {
            shown.add(ring[(int) (number % ring.length)].shown());
        }
        return shown;
    }

    SandboxCounts counts(OrderBook book) {
        return new SandboxCounts(
                calls,
                book.created(),
                book.deleted(),
                book.held(),
                book.repeatedTags(),
                copy(byOperation),
                copy(byCode),
                copy(byFault));
    }

    private static <K> void count(Map<K, long[]> counts, K key) {
        counts.computeIfAbsent(key, first -> new long[1])[0]++;
    }

    private static <K> Map<K, Long> copy(Map<K, long[]> counts) {
        Map<K, Long> copy = new TreeMap<>();
        counts.forEach((key, count) -> copy.put(key, count[0]));
        return copy;
    }
}
