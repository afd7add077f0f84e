package io.waybill.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Every kind of fault that the sandbox knows, so many in a hundred of its calls; besides, a part of them is slow. One
 * kind is missing: with {@code taken-invoice} the far end vouches by its signature for a number that is another
 * order's, and what an order has lost its own number to is nothing that could be told; {@link FaultsIT} has it.
 */
final class SoakFaults {
    private static final String[] SLOW = {"latency=0-40ms,rate=0.2", "latency-before=0-40ms,rate=0.1"};

    /** Acted on at once, answered when nobody waits any more. */
    private static final String TOO_LATE = "latency=4000ms,rate=0.001";

    /** How long a gateway may wait for a reply where these faults are. */
    static final String RESPONSE_TIMEOUT = "2s";

    /** What may happen, with its weight. */
    private record Kind(String fault, int weight) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("error-before,status=500", 4),
            new Kind("error-before,status=503", 4),
            new Kind("error-before,status=429", 2),
            new Kind("error-after", 6),
            new Kind("cut-before", 6),
            new Kind("cut-after", 8),
            new Kind("cut-body", 6),
            new Kind("wrong-hash", 6),
            new Kind("html", 4),
            new Kind("html-after", 4),
            new Kind("empty-after", 4),
            // as often as these suspend the account, it is asked whether it is well again
            new Kind("redirect,operation=CreateOrder", 1),
            new Kind("redirect-after", 2),
            new Kind("code=601,operation=CreateOrder", 2),
            new Kind("code=602,operation=CreateOrder", 3),
            new Kind("code=900,operation=CreateOrder", 2),
            new Kind("no-invoice", 4));

    private SoakFaults() {}

    /** As the command line of a sandbox takes them; that part of its calls (0 to 1) meets one besides being slow. */
    static String[] at(double part) {
        double all = KINDS.stream().mapToInt(Kind::weight).sum();
        List<String> faults = new ArrayList<>(List.of(SLOW));
        faults.add(TOO_LATE);
        for (Kind kind : KINDS) {
            faults.add(kind.fault() + String.format(Locale.ROOT, ",rate=%.5f", part * kind.weight() / all));
        }
        faults.add("close-idle=500ms");
        return faults.toArray(String[]::new);
    }
}
