package io.waybill.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Keeps a second process away from a data folder. The operating system lets go of it however the process ends. */
final class DataFolderLock implements AutoCloseable {
    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "afpfs",
            "9p",
            "sshfs",
            "fuse.sshfs",
            "webdav",
            "glusterfs",
            "ceph");

    private final FileChannel channel;

    private DataFolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param embedded whether the ledger itself lies in the folder
     * @throws DataFolderInUseException if another process has the folder
     * @throws LedgerException if it lies on a network file system, whose locks
     *     and whose idea of "written" cannot be relied on
     */
    static DataFolderLock take(Path data, boolean embedded) {
        try {
            Files.createDirectories(data);
            String type = Files.getFileStore(data).type();
            if (embedded && NETWORK.contains(type)) {
                throw new LedgerException("the data folder " + data + " lies on a network file system (" + type
                        + "), where the embedded ledger is not safe: choose a local folder");
            }
            FileChannel channel =
                    FileChannel.open(data.resolve("waybill.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new DataFolderInUseException("another Waybill is running on the data folder " + data
                        + ": stop it, or choose another folder with --data");
            }
            return new DataFolderLock(channel);
        } catch (FileAlreadyExistsException e) {
            throw new LedgerException(
                    "the data folder " + data + " cannot be made, since " + e.getFile()
                            + " is a file: name a folder with --data, or as waybill.data",
                    e);
        } catch (IOException e) {
            throw new LedgerException("the data folder " + data + " cannot be used: " + e, e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LedgerException("the data folder's lock cannot be let go: " + e, e);
        }
    }
}
