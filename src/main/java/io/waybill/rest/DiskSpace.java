package io.waybill.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room on the disk of the data folder, in bytes.
 *
 * @param free what this process may still write
 * @param total all there is
 */
record DiskSpace(long free, long total) {
    static DiskSpace of(Path data) {
        try {
            FileStore store = Files.getFileStore(data);
            return new DiskSpace(store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException e) {
            throw new UncheckedIOException("the disk of " + data + " cannot be looked at: " + e, e);
        }
    }
}
