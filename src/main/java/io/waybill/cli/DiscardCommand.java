package io.waybill.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill discard}: gives orders up for good. */
@Command(
        name = "discard",
        header = "Give orders up for good that failed, or that have not been sent yet.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "What waits for a discarded order fails with it. Its reference is free again. An order in doubt may be in",
            "the shop: it is resolved first."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:discarded",
            "1:an order was refused or is not known, or the gateway did not answer",
            "2:wrong usage",
            "3:no gateway is running"
        })
final class DiscardCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Mixin
    private ActOptions act;

    @Parameters(paramLabel = "REF|ID", arity = "1..*", description = "The orders, by reference or id.")
    private List<String> names;

    @Override
    public Integer call() {
        return new Acting(spec, options, Set.of("rejected", "undelivered", "invalid", "accepted"), false)
                .run(
                        names,
                        id -> "/ops/orders/" + id + "/discard?" + act.query(),
                        order -> Acting.name(order) + " was " + Shown.label(order.text("before"))
                                + " and is discarded.");
    }
}
