package io.waybill.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill resolve}: says what a person has seen in the shop of an order in doubt. */
@Command(
        name = "resolve",
        header = "Say of an order in doubt whether it is in the shop.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Look in the shop for the order's id, which is its tag or stands at the end of its comment. With",
            "--absent the order is sent again: if it was there after all, it is there twice. One that the shop has",
            "refused for another order (code 601) is rejected instead."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:resolved",
            "1:the order was refused or is not known, or the gateway did not answer",
            "2:wrong usage",
            "3:no gateway is running"
        })
final class ResolveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Mixin
    private ActOptions act;

    @Parameters(paramLabel = "REF|ID", description = "The order, by reference or id.")
    private String name;

    @ArgGroup(multiplicity = "1")
    private Seen seen;

    /** What the person has seen: one of the two. */
    static final class Seen {
        @Option(
                names = "--confirmed",
                paramLabel = "BILL_ID",
                description = "It is in the shop, under this invoice number.")
        private Long billId;

        @Option(names = "--absent", description = "It is not in the shop: send it again.")
        private boolean absent;
    }

    @Override
    public Integer call() {
        String what = seen.absent ? "absent=true" : "confirmed=" + seen.billId;
        return new Acting(spec, options, Set.of("in_doubt"), false)
                .run(
                        List.of(name),
                        id -> "/ops/orders/" + id + "/resolve?" + what + "&" + act.query(),
                        order -> Acting.name(order) + told(order));
    }

    private String told(JsonNode order) {
        if (!seen.absent) {
            return " is confirmed, invoice " + seen.billId + Acting.with(order) + ".";
        }
        return "rejected".equals(order.text("state"))
                ? " is rejected: the shop took another order for it. Change what makes the two alike and drop it again,"
                        + " or replay it when the other one is gone."
                : " is sent again.";
    }
}
