package io.waybill.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A folder into which documents are dropped as a careful partner does it: written beside, renamed into place. */
record Drop(Path folder) {
    void file(String name, String text) {
        file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void file(String name, byte[] bytes) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, ".draft", ".part");
            Files.write(draft, bytes);
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents that a gateway has claimed and not let go yet. */
    List<Path> claimed() {
        return files(folder.resolve(".waybill"));
    }

    /** The documents that nobody has claimed yet. */
    List<Path> waiting() {
        return files(folder).stream()
                .filter(file -> !folder.relativize(file).startsWith(".waybill"))
                .toList();
    }

    /** Waits until every document is taken in. */
    void awaitTaken() {
        Patience.until(folder + " to be empty", () -> files(folder).isEmpty());
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            // a folder that went away while it was looked at: not settled yet, look again
            return List.of(folder);
        }
    }
}
