package io.waybill.bench;

import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Signing and verifying one order, by JMH. */
final class Signatures implements Scenario {
    private static final String OURS = "sign and verify";
    private static final String MD5 = "MD5 alone";
    private static final String GARBAGE = "garbage of an order";

    @Override
    public String name() {
        return "signing";
    }

    @Override
    public String title() {
        return "Signing an order and verifying its reply";
    }

    @Override
    public List<Aim> aims() {
        return List.of(Aim.atMost(OURS, MD5, 3), Aim.told(GARBAGE, null));
    }

    @Override
    public Pace pace() {
        return new Pace(0, 1);
    }

    @Override
    public Course open(Site site) {
        int forks = site.scaled("forks", 3, 1);
        int iterations = site.scaled("measurements of each fork", 5, 2);
        TimeValue time = TimeValue.milliseconds(site.brief() ? 500 : 1000);
        return (number, readings) -> {
            for (RunResult result : new Runner(new OptionsBuilder()
                            .include("\\b" + Signing.class.getSimpleName() + "\\.")
                            .verbosity(VerboseMode.SILENT)
                            .addProfiler(GCProfiler.class)
                            .forks(forks)
                            .warmupIterations(iterations)
                            .warmupTime(time)
                            .measurementIterations(iterations)
                            .measurementTime(time)
                            .build())
                    .run()) {
                boolean ours = result.getParams().getBenchmark().endsWith("signAndVerify");
                readings.note(ours ? OURS : MD5, "ns", result.getPrimaryResult().getScore());
                if (ours) {
                    result.getSecondaryResults().forEach((name, value) -> {
                        if (name.contains("gc.alloc.rate.norm")) {
                            readings.note(GARBAGE, "bytes", value.getScore());
                        }
                    });
                }
            }
        };
    }
}
