package io.waybill.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes folders below the data folder so that they outlive a power cut, each once. Safe for many threads. */
public final class Folders {
    private final Path data;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    /** @param data the folder below which all folders lie */
    public Folders(Path data) {
        this.data = data;
    }

    /** Makes a folder with its parents; again, if a person has deleted it since. */
    public void ensure(Path folder) throws IOException {
        if (durable.contains(folder) && Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        for (Path at = folder; at != null && at.startsWith(data); at = at.getParent()) {
            sync(at);
            durable.add(at);
        }
    }

    /** The folders of a day below a place: {@code 2024/12/31}. */
    public static String ofDay(LocalDate day) {
        return String.format(Locale.ROOT, "%04d/%02d/%02d", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    /** Makes the names in a folder durable. */
    public static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
