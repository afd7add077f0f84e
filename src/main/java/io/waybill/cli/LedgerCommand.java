package io.waybill.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill ledger}: what is done with the ledger as a file. */
@Command(
        name = "ledger",
        header = "Copy the ledger while it is in use.",
        mixinStandardHelpOptions = true,
        subcommands = LedgerBackupCommand.class)
final class LedgerCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command? There is ledger backup FILE.");
    }
}
