package io.waybill.intake.folder;

import io.waybill.intake.Formats;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Lets a file through when its writer is done. Watches each file with our own clock, whatever the file's date says: a
 * copied file keeps an old date while it is still being written.
 *
 * <p>A file without a final line break is watched longer, because a row or a line may still follow. Called by one
 * poller at a time.
 */
public final class ReadyFilter implements GenericFileFilter<File> {
    private static final String DONE = ".done";
    private static final long FORGET_NANOS = Duration.ofMinutes(1).toNanos();

    private final FolderSettings settings;
    private final LongSupplier nanoTime;
    private final Map<String, Watched> watched = new HashMap<>();
    private long lastSweep;

    /**
     * @param settings the folder's settings
     * @param nanoTime a clock that never jumps
     */
    public ReadyFilter(FolderSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        if (file.isDirectory()) {
            return !file.getFile().getName().startsWith(".");
        }
        String name = file.getFile().getName().toLowerCase(Locale.ROOT);
        if (name.startsWith(".") || name.endsWith(".tmp") || name.endsWith(".part")) {
            return false;
        }
        return switch (settings.ready()) {
            case RENAME -> true;
            case DONE_FILE -> !name.endsWith(DONE) && Files.exists(Path.of(ClaimStrategy.path(file) + DONE));
            case SETTLED -> settled(file);
        };
    }

    private boolean settled(GenericFile<File> file) {
        long now = nanoTime.getAsLong();
        sweep(now);
        String path = ClaimStrategy.path(file).toString();
        Watched seen = watched.get(path);
        if (seen == null || seen.size != file.getFileLength() || seen.modified != file.getLastModified()) {
            watched.put(path, new Watched(file.getFileLength(), file.getLastModified(), now));
            return settings.settle().isZero();
        }
        seen.lastSeen = now;
        long still = now - seen.since;
        if (still < settings.settle().toNanos()) {
            return false;
        }
        if (still < settings.unterminatedSettle().toNanos() && !Formats.tellsItsEnd(path) && unterminated(path)) {
            return false;
        }
        watched.remove(path);
        return true;
    }

    private static boolean unterminated(String path) {
        try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
            long length = file.length();
            if (length == 0) {
                return true;
            }
            file.seek(length - 1);
            int last = file.read();
            return last != '\n' && last != '\r';
        } catch (IOException e) {
            // gone, or not ours to read yet: the next poll tells
            return true;
        }
    }

    private void sweep(long now) {
        if (now - lastSweep < FORGET_NANOS) {
            return;
        }
        lastSweep = now;
        for (Iterator<Watched> all = watched.values().iterator(); all.hasNext(); ) {
            if (now - all.next().lastSeen > FORGET_NANOS) {
                all.remove();
            }
        }
    }

    private static final class Watched {
        final long size;
        final long modified;
        final long since;
        long lastSeen;

        Watched(long size, long modified, long now) {
            this.size = size;
            this.modified = modified;
            this.since = now;
            this.lastSeen = now;
        }
    }
}
