package io.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sandbox in a process of its own, which only counts what it is sent. */
final class FarEnd implements AutoCloseable {
    static final String LOGIN = "demo";
    static final String KEY = "demo-key";

    private static final String MAIN = "io.waybill.cli.Main";
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final int STOP_SECONDS = 10;

    private final Process process;
    private final String url;
    private final Thread lastResort;

    private FarEnd(Process process, String url) {
        this.process = process;
        this.url = url;
        this.lastResort = new Thread(process::destroyForcibly, "far-end-stop");
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Starts it with this process's own Java and classes; what it has to say goes to a file in the folder. */
    static FarEnd start(Path folder) throws IOException {
        Path log = folder.resolve("sandbox.log");
        Process process = new ProcessBuilder(command())
                .redirectError(log.toFile())
                .directory(folder.toFile())
                .start();
        String line;
        try {
            // the process is told by its end, so this cannot wait for ever for one that failed
            line = new BufferedReader(process.inputReader(StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
        Matcher address = ADDRESS.matcher(line == null ? "" : line);
        if (!address.find()) {
            process.destroyForcibly();
            throw new BenchFailure(
                    "The sandbox did not start: " + Files.readString(log).strip());
        }
        return new FarEnd(process, address.group());
    }

    private static List<String> command() {
        String classes = System.getProperty("java.class.path");
        int feature = Runtime.version().feature();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // one thread does its work: nothing of its JVM should take turns with the contender on another core
        command.addAll(
                List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-Xlog:disable", "-Xlog:all=warning:stderr"));
        if (feature >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (feature >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        boolean jar = classes.endsWith(".jar") && classes.indexOf(File.pathSeparatorChar) < 0;
        command.addAll(
                jar ? List.of("-jar", Path.of(classes).toAbsolutePath().toString()) : List.of("-cp", classes, MAIN));
        command.addAll(List.of("sandbox", "--port", "0", "--keep", "0", "--login", LOGIN));
        return command;
    }

    /** Its address, without a slash at the end. */
    String url() {
        return url;
    }

    /** The address of CreateOrder. */
    URI createOrder() {
        return URI.create(url + "/api/CreateOrder");
    }

    /** How many orders it has created so far. */
    long created() throws IOException {
        try (InputStream counts = URI.create(url + "/sandbox/counts").toURL().openStream()) {
            return new ObjectMapper().readTree(counts).path("created").asLong();
        }
    }

    /** The processor time that it has used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
