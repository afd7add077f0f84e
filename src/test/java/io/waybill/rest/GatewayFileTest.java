package io.waybill.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayFileTest {
    private static final GatewayFile OURS =
            new GatewayFile("http://127.0.0.1:4711", ProcessHandle.current().pid(), "1.2", "t0p-s3cret");

    @TempDir
    Path data;

    @Test
    void what_is_written_is_read() throws IOException {
        OURS.write(data);
        assertThat(GatewayFile.read(data)).contains(OURS);
    }

    @Test
    void only_its_owner_may_read_it() throws IOException {
        Files.writeString(data.resolve("gateway.json"), "from a gateway before");
        OURS.write(data);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("gateway.json"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(data)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void no_file_means_that_no_gateway_runs() throws IOException {
        assertThat(GatewayFile.read(data)).isEmpty();
        OURS.write(data);
        GatewayFile.remove(data);
        assertThat(GatewayFile.read(data)).isEmpty();
    }

    @Test
    void a_file_of_a_process_that_is_gone_is_stale() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        new GatewayFile("http://127.0.0.1:4711", gone.pid(), "1.2", "t").write(data);
        assertThat(GatewayFile.read(data)).isEmpty();
    }

    @Test
    void something_else_of_that_name_is_said_to_be_unreadable() throws IOException {
        for (String other : new String[] {"", "no JSON", "[]", "{}", "{\"pid\":1}", "{\"pid\":\"x\"}"}) {
            Files.writeString(data.resolve("gateway.json"), other);
            assertThatThrownBy(() -> GatewayFile.read(data)).as(other).isInstanceOf(IOException.class);
        }
    }

    @Test
    void it_does_not_show_its_token() {
        assertThat(OURS.toString()).contains("http://127.0.0.1:4711").doesNotContain("t0p-s3cret");
    }
}
