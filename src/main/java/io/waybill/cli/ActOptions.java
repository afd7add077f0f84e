package io.waybill.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Who wants something done about an order, and why; both go into the order's history. */
final class ActOptions {
    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who wants it, for the order's history (default: the user of this machine).")
    private String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the order's history.")
    private String reason;

    /** As query parameters. */
    String query() {
        String who = by == null || by.isBlank() ? System.getProperty("user.name") : by;
        return parameter("by", who) + (reason == null ? "" : "&" + parameter("reason", reason));
    }

    static String parameter(String name, String text) {
        return name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
