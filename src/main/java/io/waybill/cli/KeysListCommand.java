package io.waybill.cli;

import picocli.CommandLine.Command;

/** {@code waybill keys list}: the same as {@code waybill keys}. */
@Command(
        name = "list",
        header = "List the keys of the REST API: names and accounts.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:the gateway did not answer", "2:wrong usage or configuration"})
final class KeysListCommand extends KeysListing {}
