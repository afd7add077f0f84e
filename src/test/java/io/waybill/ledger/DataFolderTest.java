package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process has a data folder, and says so when it cannot use it. */
class DataFolderTest {
    @TempDir
    Path folder;

    @Test
    void a_second_ledger_on_the_folder_is_refused_until_the_first_is_closed() {
        Path data = folder.resolve("data");
        try (Ledger first = open(data)) {
            assertThatThrownBy(() -> open(data))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("another Waybill is running")
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("--data");
            assertThat(Ledger.await(first.counts())).isEmpty();
        }
        open(data).close();
    }

    @Test
    void a_second_process_on_the_folder_is_refused() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
        try {
            // it says so when it has the lock
            assertThat(new String(other.getInputStream().readNBytes(4), StandardCharsets.US_ASCII))
                    .isEqualTo("have");
            assertThatThrownBy(() -> open(data))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("another Waybill is running");
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        // however the other process ended, the operating system has let go of its lock
        open(data).close();
    }

    /** Takes a data folder's lock and keeps it. */
    static final class LockHolder {
        public static void main(String[] arguments) throws IOException {
            try (DataFolderLock lock = DataFolderLock.take(Path.of(arguments[0]), true)) {
                System.out.print("have");
                System.out.flush();
                int end = System.in.read();
                System.out.print(end + lock.toString());
            }
        }
    }

    @Test
    void a_data_folder_that_is_a_file_is_named() throws IOException {
        Path data = Files.writeString(folder.resolve("data"), "x");
        assertThatThrownBy(() -> open(data)).isInstanceOf(LedgerException.class).hasMessageContaining(data.toString());
    }

    @Test
    void a_ledger_that_is_no_database_is_named_and_the_folder_is_free_again() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path file =
                Files.writeString(data.resolve("ledger.db"), "this is no database, but it is long enough ".repeat(50));
        assertThatThrownBy(() -> open(data)).isInstanceOf(LedgerException.class).hasMessageContaining(data.toString());
        Files.delete(file);
        open(data).close();
    }

    @Test
    void after_the_close_everything_is_refused_in_words() {
        Ledger ledger = open(folder.resolve("data"));
        ledger.close();
        assertThatThrownBy(() -> Ledger.await(ledger.counts()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("closed");
    }

    private static Ledger open(Path data) {
        return Ledger.open(data, Clock.systemUTC(), attempt -> 0);
    }

    @Test
    void a_file_is_no_data_folder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> DataFolderLock.take(file, true))
                .isInstanceOf(LedgerException.class)
                .hasMessage("the data folder " + file + " cannot be made, since " + file
                        + " is a file: name a folder with --data, or as waybill.data");
    }
}
