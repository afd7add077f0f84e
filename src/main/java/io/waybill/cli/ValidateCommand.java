package io.waybill.cli;

import io.waybill.gateway.ConfigurationMistakes;
import io.waybill.gateway.ConfiguredIntake;
import io.waybill.intake.BrokenDocumentException;
import io.waybill.intake.DocumentContent;
import io.waybill.intake.Inspection;
import io.waybill.intake.IntakeTerms;
import io.waybill.intake.UnreadableDocumentException;
import io.waybill.intake.mapping.Mapping;
import io.waybill.order.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill validate}: reads a document as the gateway would, and sends nothing. */
@Command(
        name = "validate",
        header = "Show what would be sent for each order of a file, and everything that is wrong; sends nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The file is read as if it had been dropped into the inbox; no gateway has to run. Whether an order came",
            "before under the same reference only the gateway's ledger tells."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every order would be accepted",
            "1:an order would be refused, or the file cannot be read",
            "2:wrong usage or configuration"
        })
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The document, in any format that the folder takes.")
    private Path file;

    @Option(
            names = "--mapping",
            paramLabel = "NAME",
            description = "Read it by this mapping, config/mappings/NAME.yaml, as in data/inbox/NAME/.")
    private String mapping;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "For orders that name no account, as in data/inbox/NAME/.")
    private String account;

    @Option(names = "--config", paramLabel = "DIR", description = "Folder of application.yaml, instead of config/.")
    private Path config;

    @Option(names = "--all", description = "Show every order that is well, not only the first 20.")
    private boolean all;

    @Option(names = "--json", description = "Print one JSON object, with every order, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.configuration("There is no file " + file + ".", null);
        }
        IntakeTerms terms = terms();
        if (account != null && terms.accounts().named(account).isEmpty()) {
            throw unknown(
                    "account",
                    account,
                    terms.accounts().all().stream()
                            .map(known -> known.key().name())
                            .toList());
        }
        Mapping named = mapping == null
                ? null
                : terms.mappings()
                        .named(mapping)
                        .orElseThrow(() ->
                                unknown("mapping", mapping, terms.mappings().names()));
        return validate(new Inspection(terms, account, named));
    }

    private int validate(Inspection inspection) throws IOException {
        try (Verdicts verdicts = json
                ? new JsonVerdicts(
                        spec.commandLine().getOut(), file.getFileName().toString(), mapping)
                : new PlainVerdicts(
                        spec.commandLine().getOut(), file.getFileName().toString(), all)) {
            try {
                DocumentContent content = inspection.content(file);
                verdicts.begin(content.format());
                inspection.read(content, verdicts::order);
            } catch (UnreadableDocumentException e) {
                verdicts.unreadable(e.getMessage());
            } catch (BrokenDocumentException e) {
                verdicts.broken(e.line(), e.getMessage());
            }
            verdicts.end();
            return verdicts.well() ? 0 : 1;
        }
    }

    private IntakeTerms terms() {
        ConfiguredSite.quiet();
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put("waybill.home", GatewayOptions.home().toString());
        Path folder = config == null
                ? GatewayOptions.home().resolve("config")
                : config.toAbsolutePath().normalize();
        try {
            return ConfiguredIntake.read(folder, overrides);
        } catch (ConfigurationMistakes e) {
            throw CommandFailure.configuration(e.getMessage(), e);
        }
    }

    private static CommandFailure unknown(String kind, String name, Collection<String> names) {
        String hint = NearestName.of(name, names)
                .map(near -> " Did you mean " + near + "?")
                .orElse(
                        names.isEmpty()
                                ? " There is none."
                                : " There are: " + String.join(", ", List.copyOf(names)) + ".");
        return CommandFailure.configuration(
                "There is no " + kind + " \"" + name + "\" in the configuration." + hint, null);
    }
}
