package io.waybill.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill resume}: ends the pause of the running gateway. */
@Command(
        name = "resume",
        header = "Let the running gateway send again, after a pause.",
        mixinStandardHelpOptions = true,
        footer = {"", "An account that is suspended is resumed with: waybill accounts resume NAME"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it sends", "1:the gateway did not answer", "2:wrong usage", "3:no gateway is running"})
final class ResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Mixin
    private PersonOptions person;

    @Override
    public Integer call() {
        String answer = options.gateway().post("/ops/resume?" + person.query());
        options.tell(answer, spec.commandLine().getOut(), ResumeCommand::print);
        return 0;
    }

    private static void print(JsonNode pause, PrintWriter out) {
        out.println(
                pause.is("paused_before")
                        ? "It sends again; " + Shown.plain(pause.text("by")) + " had paused it at "
                                + Shown.time(pause.text("at")) + "."
                        : "It was not paused.");
    }
}
