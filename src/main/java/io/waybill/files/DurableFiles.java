package io.waybill.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Files that are made durable together: each is there whole or not at all, and each folder is synced once for all that
 * come to lie in it. Closed without {@link #commit()} they leave no trace.
 */
public final class DurableFiles implements AutoCloseable {
    private final Map<Path, DurableFile> drafts = new LinkedHashMap<>();

    /** Begins a file, of which there is none yet among these; its folder must be there. */
    public DurableFile begin(Path place) throws IOException {
        DurableFile draft = new DurableFile(place);
        drafts.put(place, draft);
        return draft;
    }

    /** Whether that file is among these. */
    public boolean contains(Path place) {
        return drafts.containsKey(place);
    }

    /**
     * Puts all files in their places.
     *
     * @throws java.io.UncheckedIOException naming the file that could not be written; others may be in their places then
     */
    public void commit() {
        Set<Path> folders = new LinkedHashSet<>();
        drafts.forEach((place, draft) -> doing(place, draft::force));
        drafts.forEach((place, draft) -> {
            doing(place, draft::place);
            folders.add(place.getParent());
        });
        folders.forEach(folder -> doing(folder, () -> Folders.sync(folder)));
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void doing(Path file, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw DurableFile.failure(file, e);
        }
    }

    @Override
    public void close() {
        drafts.forEach((place, draft) -> doing(place, draft::close));
    }
}
