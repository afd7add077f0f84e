package io.waybill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Looks, as a customer would, whether each order of a batch has its one receipt. */
final class Receipts {
    private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);
    private static final long OFTEN_NANOS = 1_000_000;
    private static final int SELDOM = 9;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CHUNK = 1 << 16;

    private Receipts() {}

    /** Waits until a document's file of receipts has so many lines. */
    static void awaitLines(Path data, String document, int lines, Deadline deadline) throws IOException {
        Path file = null;
        long read = 0;
        Deadline progress = Deadline.in(PATIENCE);
        int found = 0;
        byte[] chunk = new byte[CHUNK];
        while (found < lines) {
            checkNothingFailed(data);
            if (file == null) {
                List<Path> candidates = files(data.resolve("archive"), document + ".receipts.jsonl");
                file = candidates.isEmpty() ? null : candidates.get(0);
            }
            if (file != null) {
                try (InputStream in = Files.newInputStream(file)) {
                    in.skipNBytes(read);
                    for (int length = in.read(chunk); length > 0; length = in.read(chunk)) {
                        progress = Deadline.in(PATIENCE);
                        read += length;
                        for (int i = 0; i < length; i++) {
                            found += chunk[i] == '\n' ? 1 : 0;
                        }
                    }
                }
            }
            progress.check("receipts of " + document + " when all its orders were sent");
            pause(deadline, found + " of " + lines + " receipts are there");
        }
    }

    /** Waits until each order of a batch of single documents has its file. */
    static void awaitFiles(Path data, Batch batch, Deadline deadline) throws IOException {
        long begun = System.nanoTime();
        while (single(data, batch).size() < batch.size()) {
            checkNothingFailed(data);
            // looking through very many files must not cost what it measures
            LockSupport.parkNanos(SELDOM * (System.nanoTime() - begun));
            pause(deadline, "receipts of single orders are missing");
            begun = System.nanoTime();
        }
    }

    /** Waits until a table's rows with their outcomes are written. */
    static void awaitReport(Path data, String document, Deadline deadline) throws IOException {
        while (files(data.resolve("archive"), document + ".results.csv").isEmpty()) {
            pause(deadline, "the report of " + document + " is missing");
        }
    }

    private static void pause(Deadline deadline, String why) {
        deadline.check("receipts: " + why);
        LockSupport.parkNanos(OFTEN_NANOS);
    }

    /** @throws BenchFailure saying what is not as it must be */
    static void checkLines(Path data, String document, Batch batch) throws IOException {
        checkNothingFailed(data);
        List<Path> receipts = files(data.resolve("archive"), document + ".receipts.jsonl");
        if (receipts.size() != 1) {
            throw new BenchFailure(
                    "There are " + receipts.size() + " receipt files of " + document + "; one is expected.");
        }
        check(document, receipts, batch);
    }

    /** @throws BenchFailure saying what is not as it must be */
    static void checkFiles(Path data, Batch batch) throws IOException {
        checkNothingFailed(data);
        check(batch.name(), single(data, batch), batch);
    }

    private static void check(String document, List<Path> files, Batch batch) throws IOException {
        Set<String> refs = new HashSet<>();
        Set<Long> invoices = new HashSet<>();
        int receipts = 0;
        for (Path file : files) {
            try (MappingIterator<JsonNode> read = JSON.readValues(file.toFile())) {
                while (read.hasNext()) {
                    JsonNode receipt = read.next();
                    receipts++;
                    refs.add(receipt.path("ref").asText());
                    invoices.add(receipt.path("bill_id").asLong());
                }
            }
        }
        boolean all = true;
        for (int i = 0; i < batch.size(); i++) {
            all &= refs.contains(batch.ref(i));
        }
        if (!all || receipts != batch.size() || invoices.size() != batch.size()) {
            throw new BenchFailure(document + " has " + batch.size() + " orders, but " + receipts + " receipts with "
                    + refs.size() + " references and " + invoices.size() + " invoice numbers.");
        }
    }

    private static List<Path> single(Path data, Batch batch) throws IOException {
        return files(data.resolve("archive"), ".json").stream()
                .filter(file -> file.getFileName().toString().startsWith(batch.name() + "-"))
                .toList();
    }

    private static void checkNothingFailed(Path data) throws IOException {
        List<Path> failed = files(data.resolve("errors"), "");
        if (!failed.isEmpty()) {
            throw new BenchFailure("Orders of the bench failed; see " + excerpt(failed.get(0)));
        }
    }

    // Not Files.walk, which fails when a file that it has seen is renamed before it looks again.
    private static List<Path> files(Path folder, String ending) {
        List<Path> found = new ArrayList<>();
        File[] entries = folder.toFile().listFiles();
        for (File entry : entries == null ? new File[0] : entries) {
            if (!ending.isEmpty() && entry.getName().endsWith(ending)) {
                found.add(entry.toPath());
            } else if (entry.isDirectory()) {
                found.addAll(files(entry.toPath(), ending));
            } else if (ending.isEmpty()) {
                found.add(entry.toPath());
            }
        }
        return found;
    }

    private static String excerpt(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return file.getFileName() + ": " + lines.findFirst().orElse("");
        }
    }
}
