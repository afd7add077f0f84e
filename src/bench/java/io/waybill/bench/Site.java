package io.waybill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Where a scenario runs: its folder, its far end, and whatever processes it starts, which end with it. */
final class Site implements Closeable {
    static final int IN_FLIGHT = 32;

    private static final int WARMING_PART = 3;

    private final Path folder;
    private final Installation installation;
    private final Form form;
    private final Deadline deadline;
    private final FarEnd farEnd;
    private final Site commons;
    private final List<String> leftOut;
    private final List<Closeable> open = new ArrayList<>();
    private final List<Closeable> under = new ArrayList<>();
    private final List<Begun<?>> begun = new ArrayList<>();
    private final Map<String, Begun<?>> shared = new HashMap<>();
    private volatile boolean warming;
    private int folders;

    /** @param commons whose gateway is used by several scenarios, or null where each has its own */
    Site(Path folder, Installation installation, Form form, Deadline deadline, FarEnd farEnd, Site commons) {
        this(folder, installation, form, deadline, farEnd, commons, new ArrayList<>());
    }

    private Site(
            Path folder,
            Installation installation,
            Form form,
            Deadline deadline,
            FarEnd farEnd,
            Site commons,
            List<String> leftOut) {
        this.folder = folder;
        this.installation = installation;
        this.form = form;
        this.deadline = deadline;
        this.farEnd = farEnd;
        this.commons = commons;
        this.leftOut = leftOut;
    }

    /** A number that the short form makes smaller, and says so. */
    int scaled(String what, int full, int less) {
        int scaled = form.scaled(full, less);
        if (scaled != full) {
            leftOut(String.format(Locale.ROOT, "%s: %,d instead of %,d", what, scaled, full));
        }
        return scaled;
    }

    /** Says whether rounds are to warm up from now on. */
    void warming(boolean now) {
        warming = now;
    }

    /** How many orders this round has: in the short form a warm-up has only a part of them. */
    int ofThisRound(int orders) {
        if (!form.brief() || !warming) {
            return orders;
        }
        int fewer = Math.max(1, orders / WARMING_PART);
        leftOut(String.format(Locale.ROOT, "a warm-up's orders: %,d", fewer));
        return fewer;
    }

    boolean brief() {
        return form.brief();
    }

    void leftOut(String what) {
        if (!leftOut.contains(what)) {
            leftOut.add(what);
        }
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
    synchronized Path newFolder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name + "-" + ++folders));
    }

    WholeGateway.Setup setup(int inFlight) {
        return new WholeGateway.Setup(farEnd, inFlight);
    }

    /** A gateway as most scenarios want it. The short form has one for all of them, which is not empty any more. */
    WholeGateway gateway() throws IOException {
        return common("gateway", at -> at.gateway(at.setup(IN_FLIGHT).door(freePort())));
    }

    /** A contender as most scenarios want it; as above. */
    Bare bare(String kind) throws IOException {
        return common(kind, at -> at.bare(kind, IN_FLIGHT));
    }

    /** Something that is started here, or in the short form once for all scenarios that ask for it. */
    @SuppressWarnings("unchecked")
    private <T> T common(String what, Start<T> start) throws IOException {
        if (commons == null) {
            return start.at(this);
        }
        leftOut("a " + what + " of its own: several scenarios use one");
        Begun<?> starting;
        synchronized (commons) {
            starting = commons.shared.computeIfAbsent(what, first -> commons.begin(() -> start.at(commons)));
        }
        return (T) starting.get();
    }

    /** How something is started at a site. */
    private interface Start<T> {
        T at(Site site) throws IOException;
    }

    /** A port of this machine that nobody uses. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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

    /** Starts something beside whatever is started next. */
    <T> Begun<T> begin(Callable<T> start) {
        Begun<T> started = Begun.begin(start);
        synchronized (this) {
            begun.add(started);
        }
        return started;
    }

    /** Ends it with this site. */
    synchronized <T extends Closeable> T keep(T started) {
        open.add(started);
        return started;
    }

    /** Ends it with this site, after all that uses it. */
    synchronized <T extends Closeable> T keepUnder(T started) {
        under.add(started);
        return started;
    }

    /** Does something at a place of its own; what it starts there ends with it. */
    void apart(Action action) throws Exception {
        try (Site apart = new Site(newFolder("apart"), installation, form, deadline, farEnd, commons, leftOut)) {
            action.at(apart);
        }
    }

    /** A part of a scenario. */
    interface Action {
        void at(Site site) throws Exception;
    }

    /** Runs a batch and notes what it took; fails if the far end did not get each order once. */
    void measure(String who, Child child, Batch batch, Trial trial, Readings readings) throws Exception {
        measure(who, List.of(child), batch, trial, readings);
    }

    /** As above, with the processor time of several processes together. */
    void measure(String who, List<Child> children, Batch batch, Trial trial, Readings readings) throws Exception {
        long before = farEnd.created();
        Duration farEndCpu = farEnd.cpu();
        Duration cpu = cpu(children);
        long start = System.nanoTime();
        trial.run(deadline);
        long nanos = System.nanoTime() - start;
        double micros = cpu(children).minus(cpu).toNanos() / 1e3;
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

    private static Duration cpu(List<Child> children) {
        return children.stream().map(Child::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() throws IOException {
        List<Begun<?>> unsettled;
        synchronized (this) {
            unsettled = List.copyOf(begun);
        }
        unsettled.forEach(Begun::settle);
        close(open);
        close(under);
        farEnd.answersAfter(Duration.ZERO);
    }

    /** All at once, since each takes a while to end. */
    private static void close(List<Closeable> all) throws IOException {
        List<Begun<Void>> ending = all.stream()
                .map(each -> Begun.<Void>begin(() -> {
                    each.close();
                    return null;
                }))
                .toList();
        for (Begun<Void> each : ending) {
            each.get();
        }
    }
}
