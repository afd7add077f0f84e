package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a gateway has filed below its data folder. */
record Filed(Path data) {
    // the entry of an absurd order shows what was absurd about it
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNameLength(1 << 21).build())
            .build());

    /**
     * Every receipt and every error entry that is current, files and finished lines; each order once, or the test
     * fails.
     */
    List<Outcome> all() {
        List<Outcome> outcomes = new ArrayList<>();
        for (String place : List.of("archive", "errors")) {
            for (Path file : below(place)) {
                if (file.startsWith(data.resolve("errors/.resolved"))) {
                    continue;
                }
                if (file.toString().endsWith(".json") && !putAside(file)) {
                    read(file).ifPresent(text -> outcomes.add(outcome(file, text)));
                } else if (file.toString().endsWith(".receipts.jsonl")
                        || file.toString().endsWith(".errors.jsonl")) {
                    outcomes.addAll(current(file));
                }
            }
        }
        Map<String, Outcome> byId = new HashMap<>();
        for (Outcome outcome : outcomes) {
            Outcome other = byId.put(outcome.id(), outcome);
            assertThat(other).as("an order that is told twice: " + outcome).isNull();
        }
        return outcomes;
    }

    /** Of an order's lines in one file the last one counts, if it was sent anew; what is resolved is elsewhere. */
    private static List<Outcome> current(Path file) {
        List<Outcome> entries = new ArrayList<>();
        for (String line : lines(file)) {
            Outcome outcome = outcome(file, line);
            if (outcome.json().has("resolved_by")) {
                entries.removeIf(entry -> entry.id().equals(outcome.id()));
            } else {
                entries.add(outcome);
            }
        }
        return entries;
    }

    /** How many outcomes there are, without reading more than it takes to count them. */
    long count() {
        long count = 0;
        for (String place : List.of("archive", "errors")) {
            for (Path file : below(place)) {
                String name = file.getFileName().toString();
                if (name.endsWith(".jsonl") && (name.contains(".receipts.") || name.contains(".errors."))) {
                    count += lines(file).size();
                } else if (name.endsWith(".json") && !putAside(file)) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Waits for so many outcomes, and gives them all. */
    List<Outcome> await(long expected) {
        Patience.until(expected + " outcomes", () -> count() >= expected, () -> "there are " + all());
        List<Outcome> all = all();
        assertThat(all).hasSize((int) expected);
        return all;
    }

    /** Waits for so many outcomes, however long that takes, as long as their number grows. */
    void awaitMany(long expected) {
        long[] count = {count()};
        while (count[0] < expected) {
            long before = count[0];
            Patience.until("more than " + before + " of " + expected + " outcomes", () -> {
                count[0] = count();
                return count[0] > before;
            });
        }
    }

    /** Waits for all orders of a document, and gives them in its order. */
    List<Outcome> await(String document, int orders) {
        Patience.untilAsserted(
                orders + " outcomes of " + document,
                () -> assertThat(of(document)).hasSize(orders));
        return of(document);
    }

    /** The orders of a document that are filed already, in its order. */
    List<Outcome> of(String document) {
        return all().stream()
                .filter(outcome -> outcome.document().equals(document))
                .sorted((one, other) -> Integer.compare(one.position(), other.position()))
                .toList();
    }

    /** Waits for a file below the data folder whose path ends so, and gives it. */
    Path awaitFile(String place, String ending) {
        Patience.until("a file " + ending + " in " + place, () -> file(place, ending) != null);
        return file(place, ending);
    }

    private Path file(String place, String ending) {
        return below(place).stream()
                .filter(file -> file.toString().endsWith(ending))
                .findFirst()
                .orElse(null);
    }

    /** Waits for the reason beside a document that was put aside, and gives it. */
    String awaitReason(String kind, String name) {
        Path document = awaitFile("errors/" + kind, "/" + name);
        return text(document.resolveSibling(name + ".reason.txt"));
    }

    /** All files in a folder below the data folder, however deep. */
    Collection<Path> below(String place) {
        Path folder = data.resolve(place);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            // a draft that was renamed while it was looked at: the next look tells
            return below(place);
        }
    }

    static String text(Path file) {
        return read(file).orElseThrow(() -> new AssertionError(file + " is not there"));
    }

    /** A document lies in errors/unreadable/ or errors/duplicate/ itself, an entry some folders deeper. */
    private boolean putAside(Path file) {
        return file.getParent().getParent().equals(data.resolve("errors"));
    }

    private static List<String> lines(Path file) {
        String text = read(file).orElse("");
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome outcome(Path file, String text) {
        try {
            JsonNode json = JSON.readTree(text);
            assertThat(json.path("id").isTextual())
                    .as(file + " tells of an order: " + text)
                    .isTrue();
            return new Outcome(file, json);
        } catch (IOException e) {
            throw new AssertionError(file + " holds what is no JSON: " + text, e);
        }
    }
}
