package io.waybill.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who wants something done about an order, and why; both go into the order's history. */
final class ActOptions {
    @Mixin
    private PersonOptions person;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the order's history.")
    private String reason;

    /** As query parameters. */
    String query() {
        return person.query() + (reason == null ? "" : "&" + parameter("reason", reason));
    }

    static String parameter(String name, String text) {
        return name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A text as a part of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
