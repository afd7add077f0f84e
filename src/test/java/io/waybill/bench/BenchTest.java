package io.waybill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    private static final int ORDERS = 200;
    private static final List<String> FRUGAL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    void measures_waybill_beside_a_contender_and_leaves_nothing_behind() throws Exception {
        List<String> said = new ArrayList<>();
        Bench bench = new Bench(
                new Installation(Path.of("").toAbsolutePath(), null, FRUGAL),
                true,
                0,
                2,
                Duration.ofSeconds(170),
                said::add);

        Report report = bench.run(List.of(new Small()), folder);

        assertThat(report.whole()).as(String.join("\n", said)).isTrue();
        assertThat(String.join("\n", said))
                .contains("Waybill / bare route = ", "aim at least 0.01: reached", "fsync ms");
        JsonNode scenario = json(report).at("/scenarios/0");
        assertThat(scenario.at("/figures/0/name").asText()).isEqualTo("Waybill");
        assertThat(scenario.at("/figures/0/each")).hasSize(2);
        assertThat(scenario.get("left_out")).map(JsonNode::asText).contains("orders: 200 instead of 300");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void the_ratio_is_the_median_of_the_rounds_ratios() throws Exception {
        Readings readings = new Readings();
        readings.note("one", "ms", 3);
        readings.note("one", "ms", 1);
        readings.note("one", "ms", 8);
        readings.note("other", "ms", 1);
        readings.note("other", "ms", 1);
        readings.note("other", "ms", 4);

        assertThat(readings.median("one")).isEqualTo(3);
        // of the ratios 3, 1 and 2, not of the medians
        assertThat(readings.value(Aim.atMost("one", "other", 2))).isEqualTo(2);
        assertThat(Aim.atMost("one", "other", 2).reachedBy(2)).isTrue();
        assertThat(Aim.atLeast("one", null, 4).reachedBy(3)).isFalse();
        assertThat(Aim.told("one", null).reachedBy(3)).isNull();
    }

    /** One document, small, beside one contender. */
    private static final class Small implements Scenario {
        @Override
        public String name() {
            return "small";
        }

        @Override
        public String title() {
            return "A small document";
        }

        @Override
        public List<Aim> aims() {
            return List.of(Aim.atLeast("Waybill", "bare route", 0.01));
        }

        @Override
        public Course open(Site site) throws Exception {
            int orders = site.scaled("orders", ORDERS + 100, ORDERS);
            WholeGateway gateway = site.gateway(site.setup(8));
            Bare route = site.bare("route", 8);
            return (number, readings) -> {
                Batch batch = new Batch("T" + number, orders);
                site.measure("Waybill", gateway.child(), batch, gateway.csv(batch), readings);
                site.measure("bare route", route.child(), batch, route.trial(batch, site.deadline()), readings);
            };
        }
    }

    private static JsonNode json(Report report) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.writeJson(out);
        return new ObjectMapper().readTree(out.toByteArray());
    }
}
