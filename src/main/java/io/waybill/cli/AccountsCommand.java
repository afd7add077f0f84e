package io.waybill.cli;

import io.waybill.account.Account;
import io.waybill.ledger.Suspension;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill accounts}: the configured accounts, and what is done with them. */
@Command(
        name = "accounts",
        header = "List the accounts, try them, or resume one that is suspended.",
        mixinStandardHelpOptions = true,
        subcommands = {AccountsCheckCommand.class, AccountsResumeCommand.class},
        footer = {"", "The list and the check read the configuration; no gateway has to run."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "2:wrong usage or configuration"})
final class AccountsCommand implements Callable<Integer> {
    private static final int SHOWN = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        ConfiguredSite site = ConfiguredSite.read(options);
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(json(site));
        } else {
            print(site, out);
        }
        out.flush();
        return 0;
    }

    private static void print(ConfiguredSite site, PrintWriter out) {
        Table table = new Table("ACCOUNT", "URL", "LOGIN", "STATE");
        for (Account account : site.accounts()) {
            table.row(
                    account.key().name(),
                    ConfiguredSite.url(account),
                    masked(account.login()),
                    state(site.suspension(account)));
        }
        table.print(out);
    }

    private static String state(Suspension suspension) {
        if (suspension == null) {
            return "not suspended";
        }
        return "SUSPENDED"
                + (suspension.until() == null
                        ? ""
                        : " until " + Shown.time(suspension.until().toString()))
                + ": " + suspension.reason();
    }

    private static String json(ConfiguredSite site) {
        return ConfiguredSite.json(json -> {
            json.writeArrayFieldStart("accounts");
            for (Account account : site.accounts()) {
                json.writeStartObject();
                json.writeStringField("name", account.key().name());
                json.writeBooleanField("sandbox", account.key().sandbox());
                json.writeStringField("url", ConfiguredSite.url(account));
                json.writeStringField("login", masked(account.login()));
                ConfiguredSite.write(json, site.suspension(account));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** Enough of a login to know it again, too little to use it. */
    private static String masked(String login) {
        int end = login.offsetByCodePoints(0, Math.min(SHOWN, login.codePointCount(0, login.length()) / SHOWN));
        return login.substring(0, end) + "***";
    }
}
