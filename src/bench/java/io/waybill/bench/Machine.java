package io.waybill.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What figures depend on, besides Waybill. */
final class Machine {
    private static final int PAGE = 4096;
    private static final int TRIES = 51;

    private Machine() {}

    /** Facts by name; the folder tells the disk. */
    static Map<String, Object> facts(Path folder) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("java", System.getProperty("java.vm.vendor") + " " + Runtime.version());
        facts.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("file_system", Files.getFileStore(folder).type());
        facts.put("fsync_ms", fsyncMillis(folder));
        return facts;
    }

    /** The facts as one line. */
    static String line(Map<String, Object> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey().replace('_', ' ') + " "
                        + (fact.getValue() instanceof Double number
                                ? String.format(Locale.ROOT, "%.2f", number)
                                : fact.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** The median time of appending a page to a file and forcing it to disk. */
    private static double fsyncMillis(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "fsync", ".tmp");
        long[] nanos = new long[TRIES];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < TRIES; i++) {
                channel.write(ByteBuffer.allocate(PAGE));
                long start = System.nanoTime();
                channel.force(false);
                nanos[i] = System.nanoTime() - start;
            }
        } finally {
            Files.delete(file);
        }
        Arrays.sort(nanos);
        return nanos[TRIES / 2] / 1e6;
    }
}
