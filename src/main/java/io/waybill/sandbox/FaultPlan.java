package io.waybill.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The faults in force, and by a seeded chance which of them a call meets: at most one latency and one other. */
final class FaultPlan {
    private final SplittableRandom random;
    private List<Standing> standing = List.of();

    FaultPlan(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A fault in force and how many calls have met it. */
    static final class Standing {
        final SandboxFault fault;
        long met;

        Standing(SandboxFault fault) {
            this.fault = fault;
        }
    }

    /** What one call meets; either may be null. */
    record Met(SandboxFault latency, SandboxFault other) {
        static final Met NOTHING = new Met(null, null);

        boolean is(FaultKind kind) {
            return other != null && other.kind() == kind;
        }

        boolean isWorkedOn() {
            return other == null || other.kind().isDone();
        }

        /** The names of what was met, for the books; empty where nothing was. */
        String names() {
            String names = latency == null ? "" : latency.kind().setting();
            return other == null
                    ? names
                    : names + (names.isEmpty() ? "" : "+") + other.kind().setting();
        }
    }

    void add(List<SandboxFault> faults) {
        List<Standing> more = new ArrayList<>(standing);
        faults.forEach(fault -> more.add(new Standing(fault)));
        standing = List.copyOf(more);
    }

    void clear() {
        standing = List.of();
    }

    List<Standing> standing() {
        return standing;
    }

    /** The shortest idle time after which connections are closed, in milliseconds; 0 for never. */
    long idleMillis() {
        long least = 0;
        for (Standing one : standing) {
            if (one.fault.kind() == FaultKind.CLOSE_IDLE) {
                long millis = one.fault.shortest().toMillis();
                least = least == 0 ? millis : Math.min(least, millis);
            }
        }
        return least;
    }

    Met meet(String operation) {
        if (standing.isEmpty()) {
            return Met.NOTHING;
        }
        SandboxFault latency = null;
        SandboxFault other = null;
        for (Standing one : standing) {
            SandboxFault fault = one.fault;
            boolean taken = fault.kind().isLatency() ? latency != null : other != null;
            if (fault.kind() == FaultKind.CLOSE_IDLE || taken || !strikes(one, operation)) {
                continue;
            }
            one.met++;
            if (fault.kind().isLatency()) {
                latency = fault;
            } else {
                other = fault;
            }
        }
        return latency == null && other == null ? Met.NOTHING : new Met(latency, other);
    }

    /** A wait of a latency, in milliseconds. */
    long pauseMillis(SandboxFault latency) {
        return random.nextLong(latency.shortest().toMillis(), latency.longest().toMillis() + 1);
    }

    private boolean strikes(Standing one, String operation) {
        SandboxFault fault = one.fault;
        boolean concerned = fault.operation().isEmpty() || fault.operation().equalsIgnoreCase(operation);
        return concerned && one.met < fault.count() && (fault.rate() >= 1 || random.nextDouble() < fault.rate());
    }
}
