package io.waybill.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room on the disk of a folder, in bytes.
 *
 * @param free what this process may still write
 * @param total all there is
 */
public record DiskSpace(long free, long total) {
    /** The room where that folder lies. */
    public static DiskSpace of(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return new DiskSpace(store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException e) {
            throw new UncheckedIOException("the disk of " + folder + " cannot be looked at: " + e, e);
        }
    }
}
