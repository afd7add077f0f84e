package io.waybill.bench;

import ch.qos.logback.classic.Level;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./waybill bench}. */
@Command(
        name = "waybill bench",
        header = "Measure how fast Waybill is here, beside what it is compared with.",
        description = {
            "Runs all scenarios, or those that are named. Each one runs what it is compared with in the same rounds,"
                    + " checks that every order was created and filed once, and prints medians and ratios. Exit code 1"
                    + " if an order was lost or doubled; never because something was slow.",
            "Scenarios: far-end (what the stand-in for the API takes), csv, cold, files, slow, one, rest, ledger,"
                    + " start, large, signing, postgres."
        },
        mixinStandardHelpOptions = true)
public final class BenchMain implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "Which scenarios (default: all).")
    private List<String> names = new ArrayList<>();

    @Option(names = "--short", description = "Smaller counts, no repeats: under three minutes; the JSON says what.")
    private boolean brief;

    @Option(names = "--warm-ups", paramLabel = "N", description = "Rounds that are not counted, instead of each one's.")
    private Integer warmUps;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds that are counted, instead of each one's own.")
    private Integer rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures to this file, too.")
    private Path json;

    @Option(names = "--data", paramLabel = "DIR", description = "Where a scratch folder is made, instead of in data/.")
    private Path data;

    @Option(
            names = "--limit",
            defaultValue = "7200",
            paramLabel = "SECONDS",
            description = "The longest that all of it may take (default: ${DEFAULT-VALUE}).")
    private int limit;

    private BenchMain() {}

    /** Ends the process: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] args) {
        // what the bench's own libraries tell of themselves
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
        System.exit(new CommandLine(new BenchMain())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr()
                            .println(failure instanceof BenchFailure ? failure.getMessage() : failure.toString());
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.found();
        PrintWriter out = spec.commandLine().getOut();
        Path scratch = data == null
                ? installation.home().resolve("data")
                : data.toAbsolutePath().normalize();
        Report report = new Bench(
                        installation,
                        brief ? Form.SHORT : Form.LONG,
                        warmUps,
                        rounds,
                        Duration.ofSeconds(limit),
                        line -> {
                            out.println(line);
                            out.flush();
                        })
                .run(scenarios(), scratch);
        if (json != null) {
            try (OutputStream file = Files.newOutputStream(json)) {
                report.writeJson(file);
            }
        }
        return report.whole() ? 0 : 1;
    }

    private List<Scenario> scenarios() {
        for (String name : names) {
            if (Bench.SCENARIOS.stream().noneMatch(scenario -> scenario.name().equals(name))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no scenario \"" + name + "\"; there are "
                                + Bench.SCENARIOS.stream().map(Scenario::name).collect(Collectors.joining(", ")) + ".");
            }
        }
        return Bench.SCENARIOS.stream()
                .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
                .toList();
    }
}
