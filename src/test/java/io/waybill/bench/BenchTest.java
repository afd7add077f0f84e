package io.waybill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void measures_waybill_beside_both_limits_and_leaves_nothing_behind() throws Exception {
        List<String> progress = new ArrayList<>();

        BenchReport report = Bench.run(plan(ORDERS, 8, 1), progress::add);

        assertThat(String.join("\n", report.table()))
                .contains("200 orders, 8 in flight, 1 run", "Waybill / limit A = ", "Waybill / limit B = ", "fsync ms");
        assertThat(report.ratioTo("limit A")).isPositive();
        assertThat(report.ratioTo("limit B")).isPositive();
        JsonNode scenario = json(report).at("/scenarios/0");
        assertThat(scenario.at("/contenders/Waybill/orders_per_second").asDouble())
                .isPositive();
        assertThat(scenario.at("/contenders/limit A/orders_per_second_of_each_run"))
                .hasSize(1);
        assertThat(progress).filteredOn(line -> line.startsWith("warm-up")).hasSize(3);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_plan_names_what_is_out_of_its_range() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan(1, 8, 1)).withMessageContaining("orders is 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(2, 1025, 1))
                .withMessageContaining("in-flight is 1025, but must be from 1 to 1024");
    }

    private BenchPlan plan(int orders, int inFlight, int runs) {
        return new BenchPlan(orders, inFlight, 1, runs, Path.of("").toAbsolutePath(), folder, Duration.ofSeconds(100));
    }

    private static JsonNode json(BenchReport report) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.writeJson(out);
        return new ObjectMapper().readTree(out.toByteArray());
    }
}
