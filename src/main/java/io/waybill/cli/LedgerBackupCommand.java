package io.waybill.cli;

import io.waybill.gateway.ConfigurationMistakes;
import io.waybill.gateway.ConfiguredLedger;
import io.waybill.ledger.LedgerBackup;
import io.waybill.ledger.LedgerException;
import io.waybill.ledger.PostgresSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill ledger backup}: a sound copy of the ledger, while the gateway runs or not. */
@Command(
        name = "backup",
        header = "Write a checked copy of the ledger, while the gateway runs or not.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The copy holds what was committed when it was begun. It belongs together with the folders accepted/,",
            "archive/ and errors/ of the data folder, copied after it. A ledger in PostgreSQL is backed up with pg_dump."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:not written, nothing is left of it", "2:wrong usage or configuration"})
final class LedgerBackupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Parameters(paramLabel = "FILE", description = "Where the copy goes; must not be there yet.")
    private Path file;

    @Override
    public Integer call() {
        Path target = file.toAbsolutePath().normalize();
        long length = copy(target);
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(ConfiguredSite.json(json -> {
                json.writeStringField("file", target.toString());
                json.writeNumberField("bytes", length);
            }));
        } else {
            out.println(
                    "The ledger is copied to " + Shown.plain(target.toString()) + " (" + Shown.bytes(length) + ").");
        }
        out.flush();
        return 0;
    }

    private long copy(Path target) {
        refusePostgres();
        try {
            return LedgerBackup.write(options.dataFolder(), target);
        } catch (LedgerException e) {
            throw CommandFailure.failed(e.getMessage(), e);
        }
    }

    private void refusePostgres() {
        if (!Files.isDirectory(options.config())) {
            return;
        }
        ConfiguredSite.quiet();
        try {
            PostgresSettings postgres = ConfiguredLedger.postgres(options.config(), options.overrides());
            if (postgres != null) {
                throw CommandFailure.failed(
                        "The ledger is " + postgres + ", which this command cannot copy: use pg_dump, or whatever else"
                                + " backs up that database; the gateways may run meanwhile.",
                        null);
            }
        } catch (ConfigurationMistakes e) {
            throw CommandFailure.configuration(e.getMessage(), e);
        }
    }
}
