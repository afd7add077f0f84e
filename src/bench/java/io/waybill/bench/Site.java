package io.waybill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a scenario runs: its folder, its far end, and whatever processes it starts, which end with it. */
final class Site implements Closeable {
    static final int IN_FLIGHT = 32;

    private final Path folder;
    private final Installation installation;
    private final boolean brief;
    private final Deadline deadline;
    private final FarEnd farEnd;
    private final List<String> leftOut = new ArrayList<>();
    private final List<Closeable> open = new ArrayList<>();
    private int folders;

    Site(Path folder, Installation installation, boolean brief, Deadline deadline, FarEnd farEnd) {
        this.folder = folder;
        this.installation = installation;
        this.brief = brief;
        this.deadline = deadline;
        this.farEnd = farEnd;
    }

    /** A number that the short form makes smaller, and says so. */
    int scaled(String what, int full, int less) {
        if (brief) {
            leftOut(String.format(Locale.ROOT, "%s: %,d instead of %,d", what, less, full));
        }
        return brief ? less : full;
    }

    boolean brief() {
        return brief;
    }

    void leftOut(String what) {
        leftOut.add(what);
    }

    /** What the short form has left out of this scenario. */
    List<String> leftOut() {
        return leftOut;
    }

    Deadline deadline() {
        return deadline;
    }

    FarEnd farEnd() {
        return farEnd;
    }

    Installation installation() {
        return installation;
    }

    /** A new folder. */
    Path newFolder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name + "-" + ++folders));
    }

    WholeGateway.Setup setup(int inFlight) {
        return new WholeGateway.Setup(farEnd, inFlight);
    }

    /** A gateway with an empty ledger, ready. */
    WholeGateway gateway(WholeGateway.Setup setup) throws IOException {
        return gateway(newFolder("gateway"), setup);
    }

    /** A gateway with what the folder has. */
    WholeGateway gateway(Path in, WholeGateway.Setup setup) throws IOException {
        return keep(WholeGateway.start(in, setup, farEnd, installation, deadline));
    }

    Bare bare(String kind, int inFlight) throws IOException {
        return bare(kind, farEnd.url(), inFlight, "");
    }

    Bare bare(String kind, String url, int inFlight, String key) throws IOException {
        return keep(Bare.start(kind, newFolder(kind), url, inFlight, key, deadline));
    }

    <T extends Closeable> T keep(T started) {
        open.add(0, started);
        return started;
    }

    /** Does something; what it starts ends with it. */
    void apart(Action action) throws Exception {
        int before = open.size();
        action.run();
        while (open.size() > before) {
            open.remove(0).close();
        }
    }

    /** A part of a scenario. */
    interface Action {
        void run() throws Exception;
    }

    /** Runs a batch and notes what it took; fails if the far end did not get each order once. */
    void measure(String who, Child child, Batch batch, Trial trial, Readings readings) throws Exception {
        long before = farEnd.created();
        Duration farEndCpu = farEnd.cpu();
        Duration cpu = child.cpu();
        long start = System.nanoTime();
        trial.run(deadline);
        long nanos = System.nanoTime() - start;
        double micros = child.cpu().minus(cpu).toNanos() / 1e3;
        double farEndNanos = farEnd.cpu().minus(farEndCpu).toNanos();
        readings.note(who, "orders/s", batch.size() * 1e9 / nanos);
        readings.note(who + ": CPU", "\u00b5s/order", micros / batch.size());
        readings.note(who + ": far end busy", "of a core", farEndNanos / nanos);
        long created = farEnd.created() - before;
        if (created != batch.size()) {
            throw new BenchFailure(
                    who + " was given " + batch.size() + " orders, but the sandbox created " + created + ".");
        }
        trial.check(deadline);
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
        farEnd.answersAfter(Duration.ZERO);
    }
}
