package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration as it is shipped, and with every key uncommented that it shows. */
class ShippedConfigurationIT {
    private static final Path SHIPPED = WaybillProcess.home().resolve("config");

    @TempDir
    Path folder;

    @Test
    void the_gateway_runs_as_it_is_shipped() {
        assertSandboxed(SHIPPED);
    }

    @Test
    void every_key_that_the_comments_show_is_a_key() throws IOException {
        String shown = Files.readString(SHIPPED.resolve("application.yaml"))
                .lines()
                .map(line -> line.replaceFirst("^( +)# ([a-z-]+:( \\S+)?)$", "$1$2"))
                .filter(line -> !line.matches(" +(key|key-file|login|connect|url: (https|jdbc)|user|password).*"))
                .reduce("", (text, line) -> text + line + "\n");
        // some other program may have that one
        shown = shown.replace("port: 8080", "port: 0");
        assertThat(shown).contains("\n    unterminated-settle: 5s\n");
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("application.yaml"), shown);

        assertSandboxed(config);
    }

    private void assertSandboxed(Path config) {
        Path data = folder.resolve("data");
        try (WaybillProcess gateway = WaybillProcess.start(
                folder.resolve("gateway.log"),
                List.of("run", "--config", config.toString(), "--data", data.toString()))) {
            gateway.awaitLine("is ready");
            new Drop(data.resolve("inbox")).file("order.json", Orders.create("shipped"));
            Outcome receipt = new Filed(data).await(1).get(0);
            assertThat(receipt.confirmed()).isTrue();
            assertThat(receipt.json().get("sandbox").asBoolean()).isTrue();
            assertThat(gateway.complaints()).isEmpty();
        }
    }
}
