package io.waybill.cli;

import picocli.CommandLine.Option;

/** Who a command is given by. */
final class PersonOptions {
    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who wants it, for the gateway's record (default: the user of this machine).")
    private String by;

    /** As a query parameter. */
    String query() {
        String who = by == null || by.isBlank() ? System.getProperty("user.name") : by;
        return ActOptions.parameter("by", who);
    }
}
