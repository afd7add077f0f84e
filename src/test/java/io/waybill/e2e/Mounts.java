package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small disk of its own, which can be full, and whose folders can turn read-only even for root. Only the processes
 * that {@link #enter} see it (a mount namespace of Linux): when the last of them ends nothing is left of it.
 */
final class Mounts implements AutoCloseable {
    /** With a user namespace, which needs no root where it is allowed; without one, for root. */
    private static final List<List<String>> WAYS = List.of(List.of("-U", "-r", "-m"), List.of("-m"));

    private final Process holder;
    private final boolean user;
    private final Path disk;

    private Mounts(Process holder, boolean user, Path disk) {
        this.holder = holder;
        this.user = user;
        this.disk = disk;
    }

    /** Mounts a disk of that size over a folder; where this system does not let us, the test is skipped. */
    static Mounts disk(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        List<String> refused = new ArrayList<>();
        for (List<String> way : WAYS) {
            List<String> words = new ArrayList<>(List.of("unshare"));
            words.addAll(way);
            words.addAll(List.of(
                    "sh",
                    "-c",
                    "mount -t tmpfs -o size=" + megabytes + "m none \"$1\" && echo mounted && exec cat",
                    "sh",
                    folder.toString()));
            try {
                // it ends with our end of its input, however we end
                Process holder =
                        new ProcessBuilder(words).redirectErrorStream(true).start();
                String said = line(holder.getInputStream());
                if (said.equals("mounted")) {
                    return new Mounts(holder, way.contains("-U"), folder);
                }
                holder.destroy();
                refused.add(said);
            } catch (IOException e) {
                refused.add(e.getMessage());
            }
        }
        assumeTrue(false, "no disk of our own can be mounted here: " + refused);
        throw new IllegalStateException();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    /** The words that start a program where the disk is seen. */
    List<String> enter() {
        List<String> words = new ArrayList<>(List.of("nsenter", "-t", Long.toString(holder.pid()), "-m"));
        if (user) {
            words.addAll(List.of("-U", "--preserve-credentials"));
        }
        return words;
    }

    /** The disk as it is seen from outside. */
    Path seen() {
        return Path.of("/proc/" + holder.pid() + "/root" + disk);
    }

    /** Writes to it until nothing more goes. */
    void fill() throws IOException {
        byte[] page = new byte[4096];
        Arrays.fill(page, (byte) 1);
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    /** Ends {@link #fill}. */
    void free() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return seen().resolve("filler");
    }

    /** Nothing in this folder of the disk can be written from now on. It must not be read-only yet. */
    void readOnly(String folder) throws IOException {
        Path place = disk.resolve(folder);
        Files.createDirectories(seen().resolve(folder));
        run("mount", "--bind", place.toString(), place.toString());
        // busy while a file is open for writing
        Patience.until(folder + " is read-only", () -> tried("mount", "-o", "remount,bind,ro", place.toString()));
    }

    /** Ends {@link #readOnly}. */
    void writable(String folder) throws IOException {
        run("umount", "-l", disk.resolve(folder).toString());
    }

    private void run(String... words) throws IOException {
        assertThat(tried(words)).as(String.join(" ", words)).isTrue();
    }

    private boolean tried(String... words) throws IOException {
        List<String> command = new ArrayList<>(enter());
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                System.out.println("Mounts: " + said.strip());
                return false;
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        holder.destroy();
        try {
            holder.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
