package io.waybill.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs the contenders of a scenario in turn, warm-up rounds first, so that whatever else happens on the machine meets
 * all of them; and checks after each that the far end has every order once.
 */
final class Rounds {
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final FarEnd farEnd;
    private final Deadline deadline;
    private final Consumer<String> progress;

    Rounds(FarEnd farEnd, Deadline deadline, Consumer<String> progress) {
        this.farEnd = farEnd;
        this.deadline = deadline;
        this.progress = progress;
    }

    /** The readings of each contender, in the order of the rounds; without the warm-up. */
    Map<Contender, List<Reading>> run(Scenario scenario, BenchPlan plan) throws Exception {
        Map<Contender, List<Reading>> readings = new LinkedHashMap<>();
        for (int round = 1 - plan.warmUps(); round <= plan.runs(); round++) {
            for (Contender contender : scenario.contenders()) {
                Reading reading = measure(contender, new Batch("R" + (round + plan.warmUps()), plan.orders()));
                progress.accept(String.format(
                        Locale.ROOT,
                        "%-9s %-8s %,10.0f orders/s %8.1f \u00b5s CPU/order",
                        round <= 0 ? "warm-up" : "run " + round + "/" + plan.runs(),
                        contender.name(),
                        reading.ordersPerSecond(),
                        reading.cpuMicrosPerOrder()));
                List<Reading> of = readings.computeIfAbsent(contender, key -> new ArrayList<>());
                if (round > 0) {
                    of.add(reading);
                }
            }
        }
        return readings;
    }

    private Reading measure(Contender contender, Batch batch) throws Exception {
        Contender.Trial trial = contender.prepare(batch);
        long before = farEnd.created();
        // nobody pays for another's garbage
        System.gc();
        long farEndCpu = farEnd.cpu().toNanos();
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        trial.run(deadline);
        long nanos = System.nanoTime() - start;
        Reading reading = new Reading(
                batch.size(),
                nanos,
                process.getProcessCpuTime() - cpu,
                farEnd.cpu().toNanos() - farEndCpu);
        checkFarEnd(contender, batch.size(), before);
        trial.check(deadline);
        return reading;
    }

    private void checkFarEnd(Contender contender, int orders, long before) throws IOException {
        long created = farEnd.created() - before;
        if (created != orders) {
            throw new BenchFailure(
                    contender.name() + " was given " + orders + " orders, but the sandbox created " + created + ".");
        }
    }
}
