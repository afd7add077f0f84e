package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class SandboxCommandTest {
    private static final Pattern ADDRESS = Pattern.compile("Sandbox ready at (http://127\\.0\\.0\\.1:\\d+) .*");

    @TempDir
    private Path scratch;

    private final List<Process> started = new ArrayList<>();

    /** Its own entry point, so that the command is tried as a process without the rest of the program. */
    static final class Alone {
        private Alone() {}

        public static void main(String[] args) {
            System.exit(new CommandLine(new SandboxCommand()).execute(args));
        }
    }

    @AfterEach
    void killWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void loses_nothing_it_has_told_when_it_is_killed() throws Exception {
        Path key = Files.writeString(scratch.resolve("key"), "s3cret key\n");
        String[] arguments = {
            "--login",
            "shop",
            "--key-file",
            key.toString(),
            "--data",
            scratch.resolve("d").toString()
        };
        Process first = start(arguments);
        String url = address(first);
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            told.add(create(url, "tag" + i));
        }

        first.destroyForcibly().waitFor();
        Process second = start(arguments);
        String again = address(second);

        assertThat(told).allMatch(reply -> reply.startsWith("{\"error_code\":0,"));
        assertThat(get(again + "/sandbox/orders?format=ndjson").lines()).hasSize(20);
        assertThat(told).doesNotContain(create(again, "tag20"));
        second.destroy();
        assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(143);
    }

    @Test
    void says_what_is_wrong_with_its_arguments() {
        assertThat(refused(2, "--fault", "meteor")).contains("meteor").contains("cut-after");
        assertThat(refused(2, "--key-file", scratch.resolve("none").toString())).contains("none");
        assertThat(refused(2, "--key", "a", "--key-file", "b")).contains("mutually exclusive");
        assertThat(refused(2, "--port", "99999")).contains("99999");
    }

    @Test
    void prints_nothing_but_that_it_is_ready() throws Exception {
        Process process = start("--fault", "latency=1ms");
        assertThat(get(address(process) + "/sandbox/faults")).contains("latency");
        // unlike the process's own destroy, this leaves its output readable
        process.toHandle().destroy();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.inputReader().lines()).isEmpty();
    }

    private static String refused(int code, String... arguments) {
        StringWriter errors = new StringWriter();
        int exit = new CommandLine(new SandboxCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
        assertThat(exit).isEqualTo(code);
        return errors.toString();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                Alone.class.getName(),
                "--port",
                "0"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    private static String address(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        String line = lines.readLine();
        Matcher ready = ADDRESS.matcher(String.valueOf(line));
        assertThat(ready.matches()).as("the first line: %s", line).isTrue();
        return ready.group(1);
    }

    private static String create(String url, String tag) throws Exception {
        String query = "goods%5B0%5D%5Bgood_name%5D=course&bill_email=a%40example.com&bill_tag=" + tag;
        byte[] digest = MessageDigest.getInstance("MD5")
                .digest((query + "::shop::s3cret key").getBytes(StandardCharsets.UTF_8));
        String body = query + "&hash=" + HexFormat.of().formatHex(digest);
        return send(HttpRequest.newBuilder(URI.create(url + "/api/CreateOrder"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static String get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private static String send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
