package io.waybill.bench;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process that the bench started; what it prints is in its log. It does not outlive the bench. */
final class Child implements Closeable {
    private static final long LOOK_NANOS = 2_000_000;
    private static final int STOP_SECONDS = 60;

    private final Process process;
    private final Path log;
    private final long started;
    private final Thread lastResort;

    private Child(Process process, Path log, long started) {
        this.process = process;
        this.log = log;
        this.started = started;
        this.lastResort = new Thread(process::destroyForcibly, "stop-child");
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Starts a command in the folder of its log. */
    static Child start(Path log, List<String> command) throws IOException {
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(log.getParent().toFile());
        long started = System.nanoTime();
        return new Child(builder.start(), log, started);
    }

    /** The Java that runs the bench, with what the launcher gives every JVM, and these options. */
    static List<String> java(List<String> options) {
        int feature = Runtime.version().feature();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=warning:stderr"));
        if (feature >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(options);
        return command;
    }

    /** A class of the bench, or one beside it, in a JVM of its own. */
    static List<String> java(List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = java(options);
        // the jar says so itself, and an archive of classes is taken only with the options that it was made with
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Writes a line to its input. */
    void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits for a line with that text, and gives it. */
    String line(String text, Deadline deadline) throws IOException {
        while (true) {
            boolean alive = process.isAlive();
            for (String line : Files.readString(log, StandardCharsets.UTF_8).split("\n")) {
                if (line.contains(text)) {
                    return line;
                }
            }
            if (!alive) {
                throw new BenchFailure("A process ended before it said \"" + text + "\": " + end());
            }
            deadline.check("\"" + text + "\" in " + log.getFileName());
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private String end() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - 2000));
            byte[] last = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(last);
            return new String(last, StandardCharsets.UTF_8).strip();
        }
    }

    /** Fails if it has ended. */
    void checkAlive() throws IOException {
        if (!process.isAlive()) {
            throw new BenchFailure("A process ended by itself: " + end());
        }
    }

    /** {@link System#nanoTime} just before it was started. */
    long started() {
        return started;
    }

    /** The processor time that it has used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What it holds in memory now, in MB; 0 where the platform does not tell. */
    double residentMegabytes() throws IOException {
        return memory("VmRSS:");
    }

    /** The most that it ever held in memory, in MB; 0 where the platform does not tell. */
    double peakMegabytes() throws IOException {
        return memory("VmHWM:");
    }

    private double memory(String name) throws IOException {
        File status = new File("/proc/" + process.pid() + "/status");
        if (!status.exists()) {
            return 0;
        }
        return Files.readAllLines(status.toPath()).stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Ends it without asking. */
    void kill() {
        process.destroyForcibly();
    }

    /** Asks it to stop, and waits until it has. */
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
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException ending) {
            // the hook runs already
        }
    }
}
