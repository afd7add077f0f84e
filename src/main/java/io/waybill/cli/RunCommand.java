package io.waybill.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the gateway until it is stopped. */
@Command(
        name = "run",
        header = "Run the gateway until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "With --dry-run documents are read, checked and accepted as ever, and each order that is due is signed and",
            "logged as it would be sent, the hash masked; but nothing is sent. The orders stay accepted: a real run on",
            "the same data folder sends them. To try something out without that, name another folder with --data.",
            "",
            "With --after-restore, once, on a ledger that was put back from a copy: orders that it takes for unsent may",
            "have been sent since, so the far end is asked about each of them before it is sent. Documents that came in",
            "after the copy are not known to it: they are named at the start, and must not simply be dropped again."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private GatewayOptions options;

    @Option(names = "--dry-run", description = "Do everything but send: log what would be sent.")
    private boolean dryRun;

    @Option(
            names = "--after-restore",
            description = "The ledger was put back from a copy: ask about each open order before it is sent.")
    private boolean afterRestore;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> overrides = new LinkedHashMap<>(options.overrides());
        if (dryRun) {
            overrides.put("waybill.dry-run", "true");
        }
        if (afterRestore) {
            overrides.put("waybill.after-restore", "true");
        }
        Stop.untilSignal(GatewayOptions.start(options.config(), overrides));
        return 0;
    }
}
