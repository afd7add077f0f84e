package io.waybill.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the gateway until it is stopped. */
@Command(name = "run", header = "Run the gateway until Ctrl-C or SIGTERM.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    private GatewayOptions options;

    @Override
    public Integer call() throws InterruptedException {
        Stop.untilSignal(GatewayOptions.start(options.config(), options.overrides()));
        return 0;
    }
}
