package io.waybill.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The jar that was built, unpacked as the launcher does it, with an archive of classes from a run of the samples, since
 * the tests start Waybill a hundred times. Made once a build, by whichever fork comes first.
 */
public final class Installation {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path BUILT = TARGET.resolve("waybill.jar");
    private static final Path FOLDER = TARGET.resolve("it-app");
    private static final Path JAR = FOLDER.resolve("waybill.jar");
    private static final boolean AOT = Runtime.version().feature() >= 25;
    private static final Path ARCHIVE = FOLDER.resolve("classes-" + Runtime.version() + (AOT ? ".aot" : ".jsa"));
    private static final List<String> OPTIONS = List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-Dwaybill.home=" + WaybillProcess.home());

    static {
        makeOnce();
    }

    private Installation() {}

    /** The unpacked application. */
    public static Path jar() {
        return JAR;
    }

    /** The option for its archive of classes. */
    public static String archive() {
        return (AOT ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + ARCHIVE;
    }

    /** The words that start a command of Waybill, but for its own. */
    static List<String> command() {
        return java(archive());
    }

    private static List<String> java(String option) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of(option, "-jar", JAR.toString()));
        return command;
    }

    private static void makeOnce() {
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel channel = FileChannel.open(
                            FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !isMade()) {
                    make();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMade() throws IOException {
        return Files.exists(ARCHIVE)
                && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(BUILT)) > 0;
    }

    private static void make() throws IOException {
        List<String> unpack = List.of(
                java("-Djarmode=tools").get(0),
                "-Djarmode=tools",
                "-jar",
                BUILT.toString(),
                "extract",
                "--force",
                "--destination",
                FOLDER.toString());
        run(unpack);
        Files.deleteIfExists(ARCHIVE);
        List<String> samples = java((AOT ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + ARCHIVE);
        samples.addAll(List.of(
                "demo", "--data", Files.createTempDirectory(FOLDER, "data").toString()));
        run(samples);
    }

    private static void run(List<String> command) throws IOException {
        File log = FOLDER.resolve("log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(command + " failed:\n" + Files.readString(log.toPath()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
