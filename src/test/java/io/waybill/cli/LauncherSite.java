package io.waybill.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A clone of Waybill in which everything that the launcher calls is a stand-in: JDKs that print what they were started
 * with, and a Maven that writes an empty jar. Machine-wide places for JDKs are left out.
 */
final class LauncherSite {
    private static final List<String> TOOLS = List.of(
            "sh",
            "cat",
            "cksum",
            "date",
            "env",
            "find",
            "head",
            "mkdir",
            "mv",
            "nice",
            "readlink",
            "rm",
            "sleep",
            "tail",
            "touch");
    private static final int PATIENCE_SECONDS = 60;

    final Path root;
    final Path home;
    final Map<String, String> environment = new LinkedHashMap<>();

    /** What a launcher did: its exit code, and what it and java printed. */
    record Outcome(int status, String out, String err, long pid) {}

    LauncherSite(Path root) throws IOException {
        this.root = root;
        this.home = Files.createDirectories(root.resolve("a clone"));
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        String script = Files.readString(Path.of("waybill"));
        executable(
                home.resolve("waybill"),
                script.replaceAll("(?<=[ ^])(/usr/lib|/opt|/Library|/usr/local)/", "/nowhere/"));
        Files.createDirectories(root.resolve("bin"));
        for (String tool : TOOLS) {
            executable(root.resolve("bin").resolve(tool), "#!/bin/sh\nexec " + toolAt(tool) + " \"$@\"\n");
        }
        environment.put("PATH", root.resolve("bin").toString());
        environment.put("HOME", root.resolve("user").toString());
        environment.put("TRAININGS", root.resolve("trainings").toString());
    }

    /**
     * Adds a JDK that prints its own path, its number as a process and its arguments, one a line. A start that is to leave
     * an archive of classes is noted in {@code trainings} and does as the shell line TRAINING says.
     */
    Path jdk(String place, String version) throws IOException {
        Path jdk = Files.createDirectories(root.resolve(place));
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(jdk.resolve("bin/java"), """
                #!/bin/sh
                if [ "$2" = -XX:+UseSerialGC ] && [ "$3" = -Djarmode=tools ]; then
                    while [ "$1" != --destination ]; do shift; done
                    mkdir -p "$2" && : >"$2/waybill.jar"
                    exit
                fi
                for a; do
                    case $a in
                        -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*)
                            archive=${a#*=}
                            echo "${JAVA_TOOL_OPTIONS:-}$*" >>"$TRAININGS"
                            [ -z "${TRAINING:-}" ] || eval "$TRAINING"
                            echo classes >"$archive"
                            exit
                            ;;
                    esac
                done
                if [ -n "${LASTS:-}" ]; then
                    while [ ! -e "$LASTS" ]; do sleep 0.05; done
                fi
                echo "java $0"
                echo "pid $$"
                echo "in $PWD"
                for a; do echo "<$a>"; done
                exit ${STATUS:-0}
                """);
        executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        return jdk;
    }

    /** Adds a Maven that notes each build in {@code builds} and does as the given shell line says. */
    void maven(String line) throws IOException {
        executable(root.resolve("bin/mvn"), """
                #!/bin/sh
                echo "$JAVA_HOME $*" >>"$BUILDS"
                %s
                """.formatted(line));
        environment.put("BUILDS", root.resolve("builds").toString());
    }

    /** The builds so far, one line each. */
    List<String> builds() throws IOException {
        return lines("builds");
    }

    /** The starts so far that were to leave an archive of classes, one line each. */
    List<String> trainings() throws IOException {
        return lines("trainings");
    }

    private List<String> lines(String name) throws IOException {
        Path log = root.resolve(name);
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    /** Makes a file look as if it had been written so many seconds ago. */
    static void age(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    Outcome launch(String... arguments) throws IOException, InterruptedException {
        return launchFrom(root, home.resolve("waybill"), arguments);
    }

    Outcome launchFrom(Path directory, Path launcher, String... arguments) throws IOException, InterruptedException {
        return await(start(directory, launcher, arguments));
    }

    Process start(Path directory, Path launcher, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(launcher.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits for the end of a launcher; its output is short enough for the pipes. */
    static Outcome await(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher did not end");
        }
        return new Outcome(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8),
                process.pid());
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path toolAt(String tool) {
        return List.of("/bin", "/usr/bin").stream()
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(tool + " is missing"));
    }
}
