package io.waybill.cli;

import picocli.CommandLine.Command;

/** {@code waybill keys}: who may call the REST API. */
@Command(
        name = "keys",
        header = "List the keys of the REST API, add or remove one.",
        mixinStandardHelpOptions = true,
        subcommands = {KeysAddCommand.class, KeysListCommand.class, KeysRemoveCommand.class},
        footer = {"", "All of them work whether a gateway runs or not, and hold at once."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:the gateway did not answer", "2:wrong usage or configuration"})
final class KeysCommand extends KeysListing {}
