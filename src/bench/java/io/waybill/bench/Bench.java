package io.waybill.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Runs scenarios one after the other, against one far end in a process of its own. */
final class Bench {
    /** All there are, in the order in which they run. */
    static final List<Scenario> SCENARIOS = List.of(
            new LoadGenerator(),
            new OneCsv(false),
            new OneCsv(true),
            new OneOrder(),
            new SingleFiles(),
            new RestDoor(),
            new SlowFarEnd(),
            new FullLedger(),
            new Starts(),
            new LargeDocument(),
            new Signatures(),
            new OnPostgres());

    private final Installation installation;
    private final Form form;
    private final Integer warmUps;
    private final Integer rounds;
    private final Duration limit;
    private final Consumer<String> progress;

    /**
     * @param form how much of it
     * @param warmUps in place of each scenario's own number of warm-ups, or null
     * @param rounds in place of each scenario's own number of rounds, or null
     * @param limit the longest that all of it may take
     * @param progress is told what goes on, a line at a time
     */
    Bench(
            Installation installation,
            Form form,
            Integer warmUps,
            Integer rounds,
            Duration limit,
            Consumer<String> progress) {
        this.installation = installation;
        this.form = form;
        this.warmUps = warmUps;
        this.rounds = rounds;
        this.limit = limit;
        this.progress = progress;
    }

    /** Measures; a scenario that fails does not keep the others from running. */
    Report run(List<Scenario> scenarios, Path scratchIn) throws Exception {
        Deadline deadline = Deadline.in(limit);
        try (ScratchFolder scratch = new ScratchFolder(scratchIn);
                FarEnd farEnd = FarEnd.start(scratch.path().resolve("sandbox.log"), installation, deadline)) {
            Report report = new Report(Machine.facts(scratch.path()), form);
            Site commons = form.brief() ? site("common", scratch, deadline, farEnd, null) : null;
            try {
                for (Scenario scenario : scenarios) {
                    Report.Result result = run(scenario, site(scenario.name(), scratch, deadline, farEnd, commons));
                    Report.table(result).forEach(progress);
                    report.add(result);
                    if (commons != null && noneShares(scenarios.subList(report.size(), scenarios.size()))) {
                        commons.close();
                        commons = null;
                    }
                }
            } finally {
                if (commons != null) {
                    commons.close();
                }
            }
            progress.accept("");
            progress.accept(String.format(Locale.ROOT, "all: %.0f s", report.seconds()));
            progress.accept(Machine.line(Machine.facts(scratch.path())));
            return report;
        }
    }

    private static boolean noneShares(List<Scenario> scenarios) {
        return scenarios.stream().noneMatch(Scenario::sharesGateway);
    }

    private Site site(String name, ScratchFolder scratch, Deadline deadline, FarEnd farEnd, Site commons) {
        return new Site(scratch.path().resolve(name), installation, form, deadline, farEnd, commons);
    }

    private Report.Result run(Scenario scenario, Site site) throws Exception {
        Scenario.Pace pace = pace(scenario, site);
        Readings readings = new Readings();
        String failure = null;
        long start = System.nanoTime();
        try (Site closing = site;
                Scenario.Course course = scenario.open(closing)) {
            for (int number = 1; number <= pace.warmUps() + pace.rounds(); number++) {
                site.warming(number <= pace.warmUps());
                course.round(number, readings);
                if (number == pace.warmUps()) {
                    readings.forget();
                }
            }
        } catch (BenchFailure e) {
            failure = e.getMessage();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Report.Result(scenario, pace, readings, site.leftOut(), seconds, failure);
    }

    private Scenario.Pace pace(Scenario scenario, Site site) {
        Scenario.Pace own = scenario.pace();
        int most = form.brief() ? 1 : Integer.MAX_VALUE;
        Scenario.Pace pace = new Scenario.Pace(
                warmUps == null ? Math.min(own.warmUps(), most) : warmUps,
                rounds == null ? Math.min(own.rounds(), most) : rounds);
        if (form.brief() && !pace.equals(own)) {
            site.leftOut("repeats: " + pace.warmUps() + " to warm up and " + pace.rounds() + " measured instead of "
                    + own.warmUps() + " and " + own.rounds());
        }
        return pace;
    }
}
