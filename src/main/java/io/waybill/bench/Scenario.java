package io.waybill.bench;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A task that Waybill and the limits it is measured by are given in turn.
 *
 * @param name for JSON
 * @param title for people
 * @param subject what is measured
 * @param limits what it is compared with
 */
record Scenario(String name, String title, Contender subject, List<Contender> limits) implements AutoCloseable {
    /** The subject first, then the limits. */
    List<Contender> contenders() {
        return Stream.concat(Stream.of(subject), limits.stream()).toList();
    }

    @Override
    public void close() throws IOException {
        for (Contender contender : contenders()) {
            contender.close();
        }
    }
}
