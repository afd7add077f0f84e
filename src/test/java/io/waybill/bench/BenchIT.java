package io.waybill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.e2e.Installation;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A part of the bench with counts that only just tell something. Its ratios stand in the build's output, and its JSON in
 * {@code target/bench-guard.json}; it fails when an order was lost or doubled, and never because something was slow: other
 * tests run beside it.
 */
class BenchIT {
    private static final Path JSON = Path.of("target/bench-guard.json");

    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void carries_every_order_once_prints_its_ratios_and_leaves_nothing_behind() throws Exception {
        List<String> said = new ArrayList<>();
        Bench bench = new Bench(installed(), Form.GUARD, null, null, Duration.ofSeconds(580), line -> {
            said.add(line);
            System.out.println(line);
        });

        Report report = bench.run(List.of(new OneCsv(true), new OneOrder()), folder);

        assertThat(report.whole()).as(String.join("\n", said)).isTrue();
        assertThat(String.join("\n", said)).contains("Waybill / B: bare Camel route = ", "fsync ms");
        try (OutputStream out = Files.newOutputStream(JSON)) {
            report.writeJson(out);
        }
        JsonNode json = new ObjectMapper().readTree(JSON.toFile());
        assertThat(json.get("form").asText()).isEqualTo("guard");
        assertThat(json.at("/scenarios/0/figures/0/name").asText()).isEqualTo("Waybill");
        assertThat(json.at("/scenarios/0/figures/0/each")).hasSize(1);
        assertThat(json.at("/scenarios/0/left_out"))
                .map(JsonNode::asText)
                .contains("orders: 3,750 instead of 100,000", "a gateway of its own: several scenarios use one");
        assertThat(folder).isEmptyDirectory();
    }

    private static io.waybill.bench.Installation installed() {
        return new io.waybill.bench.Installation(
                Path.of("").toAbsolutePath(), Installation.jar(), Installation.archive(), List.of());
    }
}
