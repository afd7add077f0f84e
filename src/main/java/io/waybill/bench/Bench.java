package io.waybill.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Measures Waybill and the limits of what it stands on, side by side, against a sandbox in a process of its own. */
public final class Bench {
    private static final long SEED = 1;

    private Bench() {}

    /**
     * Runs the bench.
     *
     * @param progress is told what goes on, a line at a time
     * @throws BenchFailure if an order was lost, doubled or refused, or the time was over
     * @throws Exception if a part cannot be started
     */
    public static BenchReport run(BenchPlan plan, Consumer<String> progress) throws Exception {
        Deadline deadline = Deadline.in(plan.limit());
        try (ScratchFolder scratch = new ScratchFolder(plan.scratchIn());
                FarEnd farEnd = FarEnd.start(scratch.path())) {
            Map<String, Object> machine = Machine.facts(scratch.path());
            progress.accept("Sandbox at " + farEnd.url() + ", scratch folder " + scratch.path());
            try (Scenario scenario = oneDocument(plan, farEnd, scratch.path().resolve("data"))) {
                Map<Contender, List<Reading>> readings = new Rounds(farEnd, deadline, progress).run(scenario, plan);
                return new BenchReport(plan, machine, scenario, readings);
            }
        }
    }

    private static Scenario oneDocument(BenchPlan plan, FarEnd farEnd, Path data) throws Exception {
        RandomGenerator random = new SplittableRandom(SEED);
        return new Scenario(
                "one-csv-document",
                "One CSV document",
                new WholeGateway(farEnd, plan.inFlight(), plan.home(), data),
                List.of(
                        new BareRoute(farEnd, plan.inFlight(), random),
                        new BareClient(farEnd, plan.inFlight(), random)));
    }
}
