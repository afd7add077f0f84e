package io.waybill.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Who a command is given by. */
final class PersonOptions {
    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who wants it, for the gateway's log (default: the user of this machine).")
    private String by;

    /** As a query parameter. */
    String query() {
        String who = by == null ? System.getProperty("user.name") : by;
        return "by=" + URLEncoder.encode(who, StandardCharsets.UTF_8);
    }
}
