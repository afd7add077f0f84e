package io.waybill.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** The corpus of bad documents, with what each of them must come to: {@code corpus/expectations.jsonl}. */
public final class Corpus {
    private Corpus() {}

    /**
     * One document.
     *
     * @param file its path within the corpus; the last part is the name it comes under
     * @param why what is wrong with it, in a few words
     * @param format as the ledger keeps it; null if it is none of ours
     * @param end whole, unterminated, broken or unreadable
     * @param line the line of a broken document's end, or 0
     * @param phrase part of what the exception says about a broken or unreadable document, or null
     * @param orders all its orders in order
     * @param bytes its content
     */
    public record Document(
            String file,
            String why,
            String format,
            String end,
            long line,
            String phrase,
            List<Order> orders,
            byte[] bytes) {
        /** The name under which it comes. */
        public String name() {
            return file.substring(file.lastIndexOf('/') + 1);
        }
    }

    /** One order of a document, or of a document within it; good if it has no faults. */
    public record Order(String in, int position, long line, String ref, List<ExpectedFault> faults) {}

    /** A fault by the field it names and part of its sentence. */
    public record ExpectedFault(String field, String phrase) {}

    /** All documents, the packed and the absurdly large ones included, which are made here. */
    public static List<Document> documents() {
        return documents(number -> UnaryOperator.identity());
    }

    /** All documents, the bytes of each changed before they are packed, by what stands for its number, from 0. */
    public static List<Document> documents(IntFunction<UnaryOperator<byte[]>> change) {
        try {
            Path folder = Path.of(Corpus.class.getResource("/corpus").toURI());
            ObjectMapper json = new ObjectMapper();
            List<Document> documents = new ArrayList<>();
            for (String line : Files.readAllLines(folder.resolve("expectations.jsonl"))) {
                documents.add(document(folder, json.readTree(line), change.apply(documents.size())));
            }
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] content(Path file, JsonNode node, UnaryOperator<byte[]> change) throws IOException {
        if (node.has("make")) {
            return new CorpusContent(change).of(node.get("make"));
        }
        return node.has("generate") ? new CorpusContent(change).of(node) : change.apply(Files.readAllBytes(file));
    }

    private static Document document(Path folder, JsonNode node, UnaryOperator<byte[]> change) throws IOException {
        String file = node.get("file").asText();
        List<Order> orders = new ArrayList<>();
        for (JsonNode order : node.get("orders")) {
            List<ExpectedFault> faults = new ArrayList<>();
            for (JsonNode fault : order.get("faults")) {
                faults.add(new ExpectedFault(
                        fault.get("field").asText(), fault.get("phrase").asText()));
            }
            orders.add(new Order(
                    order.path("in").textValue(),
                    order.get("position").asInt(),
                    order.get("line").asLong(),
                    order.path("ref").textValue(),
                    faults));
        }
        return new Document(
                file,
                node.get("why").asText(),
                node.get("format").textValue(),
                node.get("end").asText(),
                node.path("line").asLong(),
                node.path("phrase").textValue(),
                orders,
                content(folder.resolve(file), node, change));
    }
}
