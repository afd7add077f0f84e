package io.waybill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How many calls lie at a far end that answers after a while: as many as it created during the last such while. */
final class InFlight implements Closeable {
    private static final long LOOK_NANOS = 10_000_000;

    private record Look(long nanos, long created) {}

    private final FarEnd farEnd;
    private final long latency;
    private final List<Look> looks = new ArrayList<>();
    private final Thread thread = new Thread(this::look, "in-flight");
    private volatile boolean ended;

    private InFlight(FarEnd farEnd, Duration latency) {
        this.farEnd = farEnd;
        this.latency = latency.toNanos();
    }

    /** Looks from now on until it is closed. */
    static InFlight watch(FarEnd farEnd, Duration latency) {
        InFlight watching = new InFlight(farEnd, latency);
        watching.thread.start();
        return watching;
    }

    private void look() {
        while (!ended) {
            try {
                looks.add(new Look(System.nanoTime(), farEnd.created()));
            } catch (IOException e) {
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Notes the most, and the mean while the middle four fifths of the orders arrived. */
    void note(Readings readings) {
        long first = looks.get(0).created();
        long all = looks.get(looks.size() - 1).created() - first;
        long most = 0;
        long sum = 0;
        int counted = 0;
        int earlier = 0;
        for (Look look : looks) {
            while (looks.get(earlier + 1).nanos() <= look.nanos() - latency) {
                earlier++;
            }
            long inFlight = look.created() - looks.get(earlier).created();
            most = Math.max(most, inFlight);
            long arrived = look.created() - first;
            if (arrived > all / 10 && arrived < all - all / 10) {
                sum += inFlight;
                counted++;
            }
        }
        readings.note("in flight at the far end, most", "calls", most);
        readings.note("in flight at the far end, mean", "calls", counted == 0 ? 0 : (double) sum / counted);
    }

    @Override
    public void close() throws IOException {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
