package io.waybill.cli;

import io.waybill.rest.CallerKey;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill keys add}: a new key for the REST API, made here and shown once; the gateway gets its digest alone. */
@Command(
        name = "add",
        header = "Make a key for the REST API and show it, this one time.",
        mixinStandardHelpOptions = true,
        footer = {"", "The key stands alone on standard output; everything else is told on standard error."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:made", "1:not made", "2:wrong usage or configuration"})
final class KeysAddCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,49}");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Option(
            names = "--accounts",
            paramLabel = "NAME",
            split = ",",
            description = "The accounts that the key may use, with commas between (default: the only one there is).")
    private List<String> accounts;

    @Parameters(paramLabel = "NAME", description = "Whose key it is, such as shop.")
    private String name;

    @Override
    public Integer call() {
        if (!NAME.matcher(name).matches()) {
            throw CommandFailure.configuration(
                    "\"" + name
                            + "\" cannot name a key; expected up to 50 letters, digits, dots, hyphens and underscores,"
                            + " a letter or digit first.",
                    null);
        }
        List<String> allowed = allowed(ConfiguredSite.withoutLedger(options));
        String key = CallerKey.random(new SecureRandom());
        if (!KeyDesk.of(options).add(name, allowed, CallerKey.digest(key))) {
            throw CommandFailure.failed(
                    "There is a key of the name " + name + " already: remove it first with ./waybill keys remove "
                            + name + ", or choose another name.",
                    null);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(ConfiguredSite.json(json -> {
                json.writeStringField("name", name);
                json.writeStringField("key", key);
            }));
        } else {
            PrintWriter err = spec.commandLine().getErr();
            err.println("This is the key of " + name + ", for " + String.join(", ", allowed)
                    + ". It is shown this one time; only its digest is kept.");
            err.flush();
            out.println(key);
        }
        out.flush();
        return 0;
    }

    private List<String> allowed(ConfiguredSite site) {
        if (accounts != null) {
            return accounts.stream()
                    .map(account -> site.named(account).key().name())
                    .distinct()
                    .toList();
        }
        List<String> all =
                site.accounts().stream().map(account -> account.key().name()).toList();
        if (all.size() != 1) {
            throw CommandFailure.configuration(
                    "There are several accounts: say with --accounts which of " + String.join(", ", all)
                            + " the key may use.",
                    null);
        }
        return all;
    }
}
