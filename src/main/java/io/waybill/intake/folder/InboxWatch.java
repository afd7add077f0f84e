package io.waybill.intake.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of which files in the inbox nobody takes any notice, and why: once each in the log, and whoever asks as long as
 * they stand there. Files whose names begin with one dot are hidden on purpose. Safe for many threads.
 */
public final class InboxWatch {
    private static final Logger LOG = LoggerFactory.getLogger(InboxWatch.class);
    private static final int DEEPEST = 2;
    private static final int MOST = 1000;
    private static final int TOLD = 10;

    /** A file that nobody has taken yet. */
    private static final class Standing {
        final long since;
        long size;
        long modified;
        /** Whether it was written to since the look before. */
        boolean changed;

        String told;
        String reason;

        Standing(long since) {
            this.since = since;
        }
    }

    private final Path inbox;
    private final FolderSettings settings;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private Map<Path, Standing> standing = new LinkedHashMap<>();

    /**
     * @param inbox the folder that is polled
     * @param settings its settings
     * @param patience how long a file may stand before that is worth a word
     * @param nanoTime a clock that never jumps
     */
    public InboxWatch(Path inbox, FolderSettings settings, Duration patience, LongSupplier nanoTime) {
        this.inbox = inbox.toAbsolutePath().normalize();
        this.settings = settings;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** Looks at the inbox, and warns of files that have come to stand there for too long. */
    public synchronized void look() {
        Map<Path, Standing> now = new LinkedHashMap<>();
        try {
            collect(inbox, 0, now);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("{} changed while it was looked at: {}", inbox, e.toString());
        }
        standing = now;
        int lines = 0;
        int more = 0;
        for (Map.Entry<Path, Standing> entry : standing.entrySet()) {
            Standing file = entry.getValue();
            boolean late = nanoTime.getAsLong() - file.since >= patience.toNanos();
            file.reason = late ? reason(entry.getKey(), file) : null;
            if (file.reason != null && !file.reason.equals(file.told)) {
                file.told = file.reason;
                if (lines++ < TOLD) {
                    LOG.warn("{} is not taken: {}", shown(entry.getKey()), file.reason);
                } else {
                    more++;
                }
            }
        }
        if (more > 0) {
            LOG.warn("{} more files in {} are not taken either", more, inbox);
        }
    }

    private void collect(Path folder, int depth, Map<Path, Standing> now) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (hidden(entry.getFileName().toString()) || now.size() >= MOST) {
                    continue;
                }
                BasicFileAttributes file = attributes(entry);
                if (file != null && file.isDirectory()) {
                    folders.add(entry);
                } else if (file != null) {
                    now.put(entry, seen(entry, file));
                }
            }
        }
        for (Path below : depth < DEEPEST ? folders : List.<Path>of()) {
            collect(below, depth + 1, now);
        }
    }

    /** On purpose, other than what some program has called {@code ..\x.json}. */
    private static boolean hidden(String name) {
        return name.startsWith(".") && !name.startsWith("..");
    }

    private static BasicFileAttributes attributes(Path entry) {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (IOException e) {
            // taken meanwhile
            return null;
        }
    }

    private Standing seen(Path path, BasicFileAttributes file) {
        Standing before = standing.get(path);
        Standing seen = before == null ? new Standing(nanoTime.getAsLong()) : before;
        long modified = file.lastModifiedTime().toMillis();
        seen.changed = before != null && (seen.size != file.size() || seen.modified != modified);
        seen.size = file.size();
        seen.modified = modified;
        return seen;
    }

    /** Why it stands there; null where it may just not have had its turn. */
    private String reason(Path path, Standing file) {
        String name = path.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        if (inbox.relativize(path).getNameCount() > DEEPEST) {
            return "it lies too deep; files are taken from the inbox and the folders of accounts in it";
        }
        if (name.startsWith(".")) {
            return "its name begins as that of a hidden file; rename it";
        }
        if (lower.endsWith(".tmp") || lower.endsWith(".part")) {
            return "its name says that it is still being written; rename it when it is whole, or remove it";
        }
        if (!Files.isWritable(path.getParent())) {
            return "its folder cannot be written by this process, which takes a file by moving it";
        }
        if (settings.ready() == FolderSettings.Ready.DONE_FILE) {
            return withoutPartner(path, name, lower);
        }
        return file.changed ? "it is still being written to" : null;
    }

    private static String withoutPartner(Path path, String name, String lower) {
        if (lower.endsWith(".done")) {
            Path announced = path.resolveSibling(name.substring(0, name.length() - ".done".length()));
            return Files.exists(announced) ? null : "the file that it announces is not there";
        }
        return Files.exists(path.resolveSibling(name + ".done")) ? null : name + ".done has not come";
    }

    private String shown(Path path) {
        return inbox.getFileName().resolve(inbox.relativize(path).toString()).toString();
    }

    /** What stands there for too long, a sentence; none when all is well. */
    public synchronized List<String> concerns() {
        List<String> files = new ArrayList<>();
        for (Map.Entry<Path, Standing> entry : standing.entrySet()) {
            String reason = entry.getValue().reason;
            if (reason != null && Files.exists(entry.getKey())) {
                files.add(shown(entry.getKey()) + " (" + reason + ")");
            }
        }
        if (files.isEmpty()) {
            return List.of();
        }
        int told = Math.min(files.size(), TOLD);
        return List.of((files.size() == 1 ? "1 file is not taken: " : files.size() + " files are not taken: ")
                + String.join(", ", files.subList(0, told))
                + (files.size() > told ? " and " + (files.size() - told) + " more" : "") + ".");
    }
}
