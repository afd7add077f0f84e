package io.waybill.cli;

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
        String text = options.gateway().post("/ops/resume?" + person.query());
        if (options.json()) {
            spec.commandLine().getOut().print(text);
        } else {
            JsonNode pause = JsonNode.of(text);
            spec.commandLine()
                    .getOut()
                    .println(
                            pause.is("paused_before")
                                    ? "It sends again; " + Shown.plain(pause.text("by")) + " had paused it at "
                                            + Shown.time(pause.text("at")) + "."
                                    : "It was not paused.");
        }
        spec.commandLine().getOut().flush();
        return 0;
    }
}
