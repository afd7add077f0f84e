package io.waybill.ledger;

import io.waybill.files.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A copy of the embedded ledger as it stands at one moment, taken beside whoever is writing it. It holds whole
 * transactions only, is a ledger file by itself and has been checked before it gets its name.
 */
public final class LedgerBackup {
    private static final int BUSY_MILLIS = 10_000;

    private LedgerBackup() {}

    /**
     * Writes the copy.
     *
     * @param data the data folder whose ledger is copied; its gateway may be running or not
     * @param file where the copy goes; must not be there yet
     * @return the copy's length in bytes
     * @throws LedgerException with one sentence, if there is no ledger, the file exists or cannot be written, or the
     *     copy is not sound; nothing is left of it then
     */
    public static long write(Path data, Path file) {
        Path ledger = data.resolve("ledger.db");
        if (!Files.isRegularFile(ledger)) {
            throw new LedgerException("There is no ledger in " + data + ".");
        } else if (Files.exists(file)) {
            throw new LedgerException(file + " exists already; a backup overwrites nothing.");
        }
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        try {
            try {
                Files.deleteIfExists(draft);
                copy(ledger, draft);
                check(draft);
                sync(draft);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
                Folders.sync(file.toAbsolutePath().getParent());
                return Files.size(file);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException | SQLException e) {
            throw new LedgerException(
                    "The ledger " + ledger + " cannot be copied to " + file + ": " + e.getMessage(), e);
        }
    }

    private static void copy(Path ledger, Path draft) throws SQLException {
        try (Connection connection = open(ledger);
                PreparedStatement copy = connection.prepareStatement("vacuum into ?")) {
            copy.setString(1, draft.toString());
            copy.execute();
        }
    }

    private static void check(Path draft) throws SQLException {
        try (Connection connection = open(draft);
                Statement statement = connection.createStatement();
                ResultSet verdict = statement.executeQuery("pragma quick_check(1)")) {
            String found = verdict.next() ? verdict.getString(1) : "nothing";
            if (!found.equals("ok")) {
                throw new SQLException("the copy is not sound: " + found);
            }
        }
    }

    private static Connection open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
