package io.waybill.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill keys remove}: whoever shows that key is a stranger from now on. */
@Command(
        name = "remove",
        header = "Remove a key of the REST API. Orders that came by it stay.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:removed", "1:there is none of that name", "2:wrong usage or configuration"})
final class KeysRemoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Parameters(paramLabel = "NAME", description = "Whose key it is.")
    private String name;

    @Override
    public Integer call() {
        if (!KeyDesk.of(options).remove(name)) {
            throw CommandFailure.failed("There is no key of the name " + name + "; ./waybill keys lists them.", null);
        }
        spec.commandLine().getOut().println("The key of " + name + " is removed.");
        return 0;
    }
}
