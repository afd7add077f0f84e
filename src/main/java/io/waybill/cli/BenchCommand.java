package io.waybill.cli;

import io.waybill.bench.Bench;
import io.waybill.bench.BenchFailure;
import io.waybill.bench.BenchPlan;
import io.waybill.bench.BenchReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures this machine's orders a second. */
@Command(
        name = "bench",
        header = "Measure orders a second, beside the limits of what Waybill stands on.",
        description = {
            "Drops one file of orders against a sandbox in a process of its own, and gives the same orders to a bare"
                    + " HTTP client (limit A) and a bare Camel route (limit B) in the same run. Exit code 1 if an order"
                    + " was lost or doubled."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--orders",
            defaultValue = "50000",
            paramLabel = "N",
            description = "Orders in the file (default: ${DEFAULT-VALUE}).")
    private int orders;

    @Option(
            names = "--in-flight",
            defaultValue = "32",
            paramLabel = "N",
            description = "Calls under way at one time (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--warm-ups",
            defaultValue = "3",
            paramLabel = "N",
            description = "Runs that are not measured, while the JVM still compiles (default: ${DEFAULT-VALUE}).")
    private int warmUps;

    @Option(
            names = "--runs",
            defaultValue = "3",
            paramLabel = "N",
            description = "Runs behind the warm-ups (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures to this file, too.")
    private Path json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where a scratch folder is made, and deleted afterwards, instead of in data/.")
    private Path data;

    @Option(
            names = "--limit",
            defaultValue = "900",
            paramLabel = "SECONDS",
            description = "The longest that all of it may take (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        BenchReport report;
        try {
            report = Bench.run(plan(), err::println);
        } catch (BenchFailure e) {
            throw CommandFailure.failed(e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        report.table().forEach(out::println);
        if (json != null) {
            write(report);
        }
        return 0;
    }

    private BenchPlan plan() {
        Path home = GatewayOptions.home();
        Path scratch =
                data == null ? home.resolve("data") : data.toAbsolutePath().normalize();
        try {
            return new BenchPlan(orders, inFlight, warmUps, runs, home, scratch, Duration.ofSeconds(limit));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--" + wrong.getMessage() + ".", wrong);
        }
    }

    private void write(BenchReport report) throws IOException {
        try (OutputStream out = Files.newOutputStream(json)) {
            report.writeJson(out);
        }
    }
}
