package io.waybill.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.account.Account;
import io.waybill.delivery.AccountCheck;
import io.waybill.delivery.Diagnosis;
import io.waybill.ledger.Suspension;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill accounts check}: tries accounts with a call that changes nothing. */
@Command(
        name = "check",
        header = "Try an account, or all, with one call that changes nothing, and say what is wrong.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Asks the API (GetBills) for the invoices of a customer who does not exist. A verified answer shows that",
            "url, login and key are right; whether the account may create orders only an order shows."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every account can be used",
            "1:one cannot be used, or was not asked",
            "2:wrong usage or configuration"
        })
final class AccountsCheckCommand implements Callable<Integer> {
    private static final int CREATING_DISABLED = 606;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Option(
            names = "--force",
            description = "Ask also an account that is paused for code 8, though every call may prolong the block.")
    private boolean force;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The account; without it, all.")
    private String name;

    /**
     * What became of one account's check.
     *
     * @param result {@code sandbox}, {@code paused}, or the kind of diagnosis
     */
    private record Checked(Account account, String result, boolean usable, Integer code, String found, String advice) {}

    @Override
    public Integer call() {
        ConfiguredSite site = ConfiguredSite.read(options);
        List<Account> accounts = name == null ? site.accounts() : List.of(site.named(name));
        PrintWriter out = spec.commandLine().getOut();
        List<Checked> all = new ArrayList<>();
        for (Account account : accounts) {
            Checked checked = check(account, site.suspension(account));
            all.add(checked);
            if (!options.json()) {
                print(checked, out);
            }
        }
        if (options.json()) {
            out.println(json(all));
        }
        out.flush();
        return all.stream().allMatch(Checked::usable) ? 0 : 1;
    }

    private Checked check(Account account, Suspension suspension) {
        String called = account.key().name();
        if (account.key().sandbox()) {
            return new Checked(
                    account,
                    "sandbox",
                    true,
                    null,
                    "In the sandbox, which runs inside the gateway: there is nothing to check.",
                    "To go live, put the shop's address in place of sandbox: in application.yaml, and set login and"
                            + " key.");
        }
        if (suspension != null && suspension.limited() && !force) {
            return new Checked(
                    account,
                    "paused",
                    false,
                    suspension.code(),
                    "Not asked, since every call may prolong the block: paused"
                            + (suspension.until() == null
                                    ? ""
                                    : " until " + Shown.time(suspension.until().toString()))
                            + " for " + suspension.reason() + ".",
                    "When the vendor has lifted it: ./waybill accounts check " + called + " --force");
        }
        Diagnosis diagnosis = AccountCheck.of(account);
        String found = diagnosis.found();
        String advice = diagnosis.advice();
        if (diagnosis.well() && suspension != null) {
            boolean creating = suspension.code() != null && suspension.code() == CREATING_DISABLED;
            found += " Yet it is suspended: " + suspension.reason() + ".";
            advice = (creating ? "Whether orders may be created again only an order can show: " : "")
                    + "./waybill accounts resume " + called;
        }
        return new Checked(account, diagnosis.kind().label(), diagnosis.well(), diagnosis.code(), found, advice);
    }

    private static void print(Checked checked, PrintWriter out) {
        out.println(checked.account().key().name() + " (" + ConfiguredSite.url(checked.account()) + "): "
                + (checked.usable() ? "OK" : "NOT USABLE"));
        out.println("  " + Shown.plain(checked.found()));
        if (checked.advice() != null) {
            out.println("  " + Shown.plain(checked.advice()));
        }
    }

    private static String json(List<Checked> all) {
        return ConfiguredSite.json(json -> {
            json.writeArrayFieldStart("accounts");
            for (Checked checked : all) {
                write(json, checked);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, Checked checked) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", checked.account().key().name());
        json.writeStringField("url", ConfiguredSite.url(checked.account()));
        json.writeStringField("result", checked.result());
        json.writeBooleanField("usable", checked.usable());
        json.writeFieldName("code");
        if (checked.code() == null) {
            json.writeNull();
        } else {
            json.writeNumber(checked.code());
        }
        json.writeStringField("found", checked.found());
        json.writeStringField("advice", checked.advice());
        json.writeEndObject();
    }
}
