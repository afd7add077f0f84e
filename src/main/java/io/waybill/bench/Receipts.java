package io.waybill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks, as a customer would, whether each order of a batch has its one receipt. */
final class Receipts {
    private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);

    private Receipts() {}

    /** @throws BenchFailure saying what is not as it must be */
    static void check(Path data, String document, Batch batch) throws IOException {
        List<Path> failed = files(data.resolve("errors"), "");
        if (!failed.isEmpty()) {
            throw new BenchFailure("Orders of the bench failed; see " + excerpt(failed.get(0)));
        }
        List<Path> receipts = files(data.resolve("archive"), document + ".receipts.jsonl");
        if (receipts.size() != 1) {
            throw new BenchFailure(
                    "There are " + receipts.size() + " receipt files of " + document + "; one is expected.");
        }
        Set<String> refs = new HashSet<>();
        Set<Long> invoices = new HashSet<>();
        int lines = 0;
        try (MappingIterator<JsonNode> read = JSON.readValues(receipts.get(0).toFile())) {
            while (read.hasNext()) {
                JsonNode receipt = read.next();
                lines++;
                refs.add(receipt.path("ref").asText());
                invoices.add(receipt.path("bill_id").asLong());
            }
        }
        boolean all = true;
        for (int i = 0; i < batch.size(); i++) {
            all &= refs.contains(batch.ref(i));
        }
        if (!all || lines != batch.size() || invoices.size() != batch.size()) {
            throw new BenchFailure(document + " has " + batch.size() + " orders, but " + lines + " receipts with "
                    + refs.size() + " references and " + invoices.size() + " invoice numbers.");
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(ending))
                    .toList();
        }
    }

    private static String excerpt(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return file.getFileName() + ": " + lines.findFirst().orElse("");
        }
    }
}
