package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration: ends well, and tells of files that are there. */
class DemoIT {
    @TempDir
    Path folder;

    @Test
    void the_demo_ends_with_a_table_of_files_that_exist() {
        Path data = folder.resolve("data");
        try (WaybillProcess demo =
                WaybillProcess.start(folder.resolve("demo.log"), List.of("demo", "--data", data.toString()))) {
            assertThat(demo.exit()).as("%s", demo.log()).isZero();

            List<String> table = demo.log()
                    .lines()
                    .dropWhile(line -> !line.startsWith("REFERENCE"))
                    .takeWhile(line -> !line.isBlank())
                    .toList();
            assertThat(table.get(0)).contains("OPERATION", "OUTCOME", "INVOICE", "FILED IN");
            assertThat(table).hasSizeGreaterThan(8);
            for (String row : table.subList(1, table.size())) {
                String path = row.substring(table.get(0).indexOf("FILED IN")).strip();
                assertThat(data.resolve(path)).as(row).isRegularFile();
            }
            assertThat(new Filed(data).all())
                    .hasSize(table.size() - 1)
                    .allMatch(outcome -> outcome.json().path("sandbox").asBoolean());
            assertThat(demo.log()).contains("confirmed").contains("rejected").contains("invalid");
            assertThat(demo.log()).doesNotContain("ERROR").doesNotContain("Exception");
        }
    }
}
