package io.waybill.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill replay}: sends failed orders again. */
@Command(
        name = "replay",
        header = "Send orders again that were rejected or could not be delivered.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "An order keeps its id in the shop. Those that depended on it and failed with it go along. An order that",
            "broke a rule is not replayed: correct it and drop it again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:replayed, or counted",
            "1:an order was refused or is not known, or the gateway did not answer",
            "2:wrong usage",
            "3:no gateway is running"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Mixin
    private ActOptions act;

    @Parameters(paramLabel = "REF|ID", arity = "0..*", description = "The orders, by reference or id.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Instead: all orders in this state, undelivered or rejected.")
    private String state;

    @Option(names = "--account", paramLabel = "A", description = "With --state: only those of this account.")
    private String account;

    @Option(names = "--dry-run", description = "With --state: only say how many there are.")
    private boolean dryRun;

    @Override
    public Integer call() {
        if (state == null == names.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Name either orders, or all of a state with --state.");
        }
        if (state == null && (account != null || dryRun)) {
            throw new ParameterException(
                    spec.commandLine(), "--account and --dry-run go with --state, not with orders by name.");
        }
        return state == null
                ? new Acting(spec, options, Set.of("rejected", "undelivered"), true)
                        .run(
                                names,
                                id -> "/ops/orders/" + id + "/replay?" + act.query(),
                                order -> Acting.name(order) + " was " + Shown.label(order.text("before"))
                                        + " and is due again" + Acting.with(order) + ".")
                : all();
    }

    private int all() {
        GatewayClient gateway = options.gateway();
        PrintWriter out = spec.commandLine().getOut();
        String call = "/ops/replay?" + ActOptions.parameter("state", state)
                + (account == null ? "" : "&" + ActOptions.parameter("account", account)) + "&" + act.query();
        String counted = gateway.post(call + "&dry_run=true");
        if (!options.json()) {
            long matched = JsonNode.of(counted).number("matched");
            out.println(
                    Shown.count(matched) + (matched == 1 ? " order is " : " orders are ") + Shown.label(state) + ".");
            out.flush();
        }
        if (dryRun) {
            out.print(options.json() ? counted : "");
            out.flush();
            return ExitCode.OK;
        }
        String answer = gateway.post(call);
        JsonNode done = JsonNode.of(answer);
        if (options.json()) {
            out.print(answer);
        } else {
            print(done, out);
        }
        out.flush();
        return done.number("refused") == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(JsonNode done, PrintWriter out) {
        long refused = done.number("refused");
        out.println(Shown.count(done.number("replayed")) + " are due again"
                + (refused == 0 ? "." : ", " + Shown.count(refused) + " are not:"));
        List<JsonNode> refusals = done.at("refusals").items();
        refusals.forEach(refusal -> out.println("  " + Shown.plain(refusal.text("refused"))));
        if (refused > refusals.size()) {
            out.println("  and so on");
        }
    }
}
