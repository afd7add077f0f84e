package io.waybill.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill accounts resume}: lets the running gateway send on an account again. */
@Command(
        name = "resume",
        header = "Read an account's url, login and key anew and send on it again, if it answers well.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The gateway reads the configuration file and the key file, tries the account with a call that changes",
            "nothing, and resumes it if that goes well; first one order goes out, and when it is answered, all. An",
            "account that is paused for code 8 is not asked before."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:resumed",
            "1:not resumed, since it does not answer well",
            "2:wrong usage or configuration",
            "3:no gateway is running"
        })
final class AccountsResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Mixin
    private PersonOptions person;

    @Option(names = "--force", description = "Resume without asking before.")
    private boolean force;

    @Parameters(paramLabel = "NAME", description = "The account.")
    private String name;

    @Override
    public Integer call() {
        String path = "/ops/accounts/" + ActOptions.segment(name) + "/resume?" + person.query() + "&force=" + force;
        String text = options.gateway().post(path);
        options.tell(text, spec.commandLine().getOut(), this::print);
        return JsonNode.of(text).is("resumed") ? 0 : 1;
    }

    private void print(JsonNode answer, PrintWriter out) {
        if (!answer.is("resumed")) {
            out.println("Account " + name + " is not resumed. " + Shown.plain(answer.text("found")));
            out.println(Shown.plain(answer.text("advice")) + " --force resumes it all the same.");
            return;
        }
        String before = answer.text("suspended_before");
        out.println("Account " + name
                + (before == null
                        ? " was not suspended; its url, login and key are read anew."
                        : " is resumed: one order goes out, and when that is answered, all."));
        if (answer.text("found") != null) {
            out.println(Shown.plain(answer.text("found")));
        }
    }
}
