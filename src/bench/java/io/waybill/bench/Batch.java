package io.waybill.bench;

import io.waybill.order.Fields;
import io.waybill.order.Marker;
import io.waybill.signing.PhpForm;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The orders of one run of one contender: their fields have the same lengths for all, their references never repeat. */
final class Batch {
    private static final List<String> NAMES = List.of(
            "bill_email",
            "bill_first_name",
            "bill_surname",
            "bill_phone",
            "bill_city",
            "bill_comment",
            "goods[0][good_name]",
            "goods[0][good_sum]",
            "utm[utm_source]",
            "utm[utm_medium]");

    // the columns that are neither of a product nor of utm
    private static final int FLAT = 6;

    private final String name;
    private final int size;

    /**
     * @param name distinguishes the batch from every other that meets the same ledger or far end
     * @param size how many orders it has
     */
    Batch(String name, int size) {
        this.name = name;
        this.size = size;
    }

    String name() {
        return name;
    }

    int size() {
        return size;
    }

    /** Writes the batch as a CSV document, every order with a {@code ref}. */
    void writeCsv(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.append("ref,").append(String.join(",", NAMES)).append("\r\n");
            for (int i = 0; i < size; i++) {
                out.append(ref(i))
                        .append(',')
                        .append(String.join(",", cells(i)))
                        .append("\r\n");
            }
        }
    }

    /** Writes each order as a JSON document of its own, named by its {@code ref}, into the folder. */
    void writeJsonFiles(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < size; i++) {
            Files.writeString(folder.resolve(ref(i) + ".json"), json(i));
        }
    }

    /** One order as a JSON document. */
    String json(int index) {
        List<String> cells = cells(index);
        StringBuilder json = new StringBuilder("{\"ref\":\"").append(ref(index)).append('"');
        for (int column = 0; column < FLAT; column++) {
            json.append(",\"")
                    .append(NAMES.get(column))
                    .append("\":\"")
                    .append(cells.get(column))
                    .append('"');
        }
        return json + ",\"goods\":[{\"good_name\":\"course\",\"good_sum\":\"1500.00\"}],"
                + "\"utm\":{\"utm_source\":\"newsletter\",\"utm_medium\":\"cpc\"}}\n";
    }

    /** The orders as the API takes them but for the hash, with markers as Waybill gives them. */
    List<String> queries(RandomGenerator random) {
        List<String> queries = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            List<String> cells = cells(i);
            List<Map.Entry<String, String>> pairs = new ArrayList<>(NAMES.size());
            for (int column = 0; column < NAMES.size(); column++) {
                pairs.add(Map.entry(NAMES.get(column), cells.get(column)));
            }
            Fields marked = Marker.into(Fields.of(pairs), Marker.random(random));
            queries.add(PhpForm.encode(marked.pairs()));
        }
        return queries;
    }

    String ref(int index) {
        return name + "-" + numbered(index);
    }

    private List<String> cells(int index) {
        String number = numbered(index);
        return List.of(
                "buyer" + number + "@example.com",
                "Anna",
                "Ivanova-Petrova",
                "+7 900 " + number,
                "K\u00f6ln",
                "Leave it with the neighbour (no. " + index % 100 + ")",
                "course",
                "1500.00",
                "newsletter",
                "cpc");
    }

    private static String numbered(int index) {
        String digits = Integer.toString(index);
        return "00000000".substring(Math.min(8, digits.length())) + digits;
    }
}
