package io.waybill.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One command of Waybill in a process of its own. What the tests leave running is killed with their own process. */
final class WaybillProcess implements AutoCloseable {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path log;

    private WaybillProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a command; what it prints goes to the log file, which must be a new one. */
    static WaybillProcess start(Path log, List<String> arguments) {
        return start(log, List.of(), arguments);
    }

    /** The same, behind the words of another program that becomes it. */
    static WaybillProcess start(Path log, List<String> before, List<String> arguments) {
        List<String> command = new ArrayList<>(before);
        command.addAll(Installation.command());
        command.addAll(arguments);
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            RUNNING.add(process);
            process.onExit().thenAccept(RUNNING::remove);
            return new WaybillProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The repository, whose routes and samples are used. */
    static Path home() {
        return Path.of("").toAbsolutePath();
    }

    /** Waits for a line that contains the text, and gives it. */
    String awaitLine(String text) {
        Patience.until("a line with \"" + text + "\" in " + log, () -> {
            if (line(text).isPresent()) {
                return true;
            }
            if (!process.isAlive() && line(text).isEmpty()) {
                throw new AssertionError("the process ended with " + process.exitValue() + " and said:\n" + log());
            }
            return false;
        });
        return line(text).orElseThrow();
    }

    private Optional<String> line(String text) {
        return log().lines().filter(line -> line.contains(text)).findFirst();
    }

    /** What it has warned of or failed at; that the machine is short of room is not its fault. */
    List<String> complaints() {
        return log().lines()
                .filter(line -> line.contains("WARN") || line.contains("ERROR"))
                .filter(line -> !line.contains(" are free where "))
                .toList();
    }

    String log() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        exit();
    }

    /** SIGSTOP: it does nothing more, and does not know it. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if nothing had been. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("process " + process.pid() + " got no SIG" + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM; returns the exit code. */
    int terminate() {
        process.destroy();
        return exit();
    }

    /** Waits for the end; returns the exit code. */
    int exit() {
        try {
            if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the process did not end; it said:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
