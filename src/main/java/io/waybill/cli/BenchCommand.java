package io.waybill.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands in the list of commands: the bench is no part of the jar, and it is the launcher that builds and starts it. */
@Command(
        name = "bench",
        header = "Measure how fast Waybill is here, beside what it is compared with.",
        description = "It is run by the launcher in a clone: './waybill bench --help' tells all of it.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Unmatched
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        throw CommandFailure.failed(
                "The bench is no part of the jar: in a clone run ./waybill bench " + String.join(" ", words), null);
    }
}
