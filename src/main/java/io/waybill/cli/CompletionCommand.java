package io.waybill.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the completion of commands and options for the shell. */
@Command(
        name = "completion",
        header = "Print the completion script for bash and zsh.",
        footer = {"To complete commands and options in this shell:", "  source <(./waybill completion)"},
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        spec.commandLine().getOut().print(AutoComplete.bash("waybill", root));
        spec.commandLine().getOut().flush();
    }
}
