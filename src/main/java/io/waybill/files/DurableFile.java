package io.waybill.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there whole or not at all: written beside its place under a name that nobody reads, made durable, and
 * renamed over what was there. Closed without {@link #commit()} it leaves no trace.
 */
public final class DurableFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path place;
    private final Path draft;
    private final FileChannel channel;
    private OutputStream out;
    private boolean done;

    /** Begins a file; its folder must be there. */
    public DurableFile(Path place) throws IOException {
        this.place = place;
        this.draft = place.resolveSibling("." + place.getFileName() + ".tmp");
        this.channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Where the content goes, unless it is {@linkplain #write written} whole. */
    public OutputStream out() {
        if (out == null) {
            out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        }
        return out;
    }

    /** Writes all of the content, or the next part of it. */
    public void write(ByteBuffer content) throws IOException {
        while (content.hasRemaining()) {
            channel.write(content);
        }
    }

    /**
     * Puts the file in its place.
     *
     * @return its length in bytes
     */
    public long commit() throws IOException {
        long length = force();
        place();
        Folders.sync(place.getParent());
        return length;
    }

    /** Makes the content durable, where nobody reads it yet; gives its length. */
    long force() throws IOException {
        if (out != null) {
            out.flush();
        }
        channel.force(true);
        long length = channel.size();
        channel.close();
        return length;
    }

    /** Puts what is durable in its place, where a power cut may take it away again until its folder is synced. */
    void place() throws IOException {
        Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        done = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!done) {
            Files.deleteIfExists(draft);
        }
    }

    /** The failure to write a file, in words that name it. */
    public static UncheckedIOException failure(Path file, IOException cause) {
        String why = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        if (cause instanceof FileSystemException system) {
            String what = cause instanceof AccessDeniedException
                    ? "permission denied"
                    : cause instanceof FileAlreadyExistsException ? "is there and is no folder" : system.getReason();
            why = system.getFile() + (what == null ? ": " + cause.getClass().getSimpleName() : ": " + what);
        }
        return new UncheckedIOException(
                "Cannot write " + file + ": " + why
                        + ". The outcome is safe in the ledger and is filed once this works.",
                cause);
    }
}
