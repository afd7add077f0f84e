package io.waybill.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill pause}: the running gateway accepts, but sends nothing. */
@Command(
        name = "pause",
        header = "Let the running gateway accept orders, but send none, until it is resumed.",
        mixinStandardHelpOptions = true,
        footer = {"", "What is on the wire is waited for. The pause outlives a restart."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:paused", "1:the gateway did not answer", "2:wrong usage", "3:no gateway is running"})
final class PauseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Mixin
    private PersonOptions person;

    @Override
    public Integer call() {
        String answer = options.gateway().post("/ops/pause?" + person.query());
        options.tell(answer, spec.commandLine().getOut(), PauseCommand::print);
        return 0;
    }

    private static void print(JsonNode pause, PrintWriter out) {
        out.println((pause.is("paused_before") ? "It was paused before, by " : "Paused by ")
                + Shown.plain(pause.text("by")) + " at " + Shown.time(pause.text("at"))
                + ": orders are accepted, and nothing is sent. ./waybill resume ends that.");
    }
}
