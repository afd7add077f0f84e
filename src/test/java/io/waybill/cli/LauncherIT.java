package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as it is shipped, started through a link from another directory on the jar that was just built. */
class LauncherIT {
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    private Path directory;

    private Path link;

    private record Outcome(int status, String out, String err) {}

    @BeforeEach
    void link_to_the_launcher() throws IOException {
        link = Files.createSymbolicLink(
                directory.resolve("waybill"), Path.of("waybill").toAbsolutePath());
    }

    @AfterEach
    void remove_the_link() throws IOException {
        Files.delete(link);
    }

    @Test
    void version_prints_two_lines_and_nothing_else() throws Exception {
        Outcome outcome = launch("--version");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).matches("waybill \\d\\S*\\RJava \\d\\S* \\(.*\\)\\R");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void help_prints_the_usage_page_and_nothing_else() throws Exception {
        Outcome outcome = launch("help");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("Usage: waybill", "Commands:");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void wrong_usage_ends_with_2() throws Exception {
        Outcome outcome = launch("hlep");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("waybill: There is no command 'hlep'.");
    }

    @Test
    void a_signal_to_the_launcher_reaches_java() throws Exception {
        assumeThat(launch("help").out()).as("a command that lasts").contains("sandbox");
        Process sandbox = start("sandbox", "--port", "0");
        try {
            Awaitility.await()
                    .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .until(() -> sandbox.info()
                            .command()
                            .filter(command -> command.endsWith("/bin/java"))
                            .isPresent());
            sandbox.toHandle().destroy();
            assertThat(sandbox.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            sandbox.destroyForcibly();
        }
    }

    private Outcome launch(String... arguments) throws IOException, InterruptedException {
        Path err = directory.resolve("err");
        Process process = builder(arguments).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), out, Files.readString(err));
    }

    private Process start(String... arguments) throws IOException {
        return builder(arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> line = new ArrayList<>(List.of(link.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.endsWith("_OPTS") || name.startsWith("JAVA_TOOL"));
        return builder;
    }
}
