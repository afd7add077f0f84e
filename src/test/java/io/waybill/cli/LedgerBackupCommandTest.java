package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.Draft;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.Store;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerBackupCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_ledger_in_use_is_copied_and_a_second_copy_does_not_overwrite_it() throws Exception {
        Path copy = folder.resolve("copy.db");
        try (LedgerSite site = new LedgerSite(Store.SQLITE, folder.resolve("data"), Clock.systemUTC())) {
            site.acceptOne(Draft.create("A"));
            assertThat(backup(copy)).isZero();
        }
        assertThat(out.toString()).startsWith("The ledger is copied to " + copy + " (");
        long length = Files.size(copy);
        assertThat(backup(copy)).isEqualTo(1);
        assertThat(err.toString()).contains(copy + " exists already; a backup overwrites nothing.");
        assertThat(copy).hasSize(length);
    }

    @Test
    void a_folder_without_a_ledger_is_told() {
        assertThat(backup(folder.resolve("copy.db"))).isEqualTo(1);
        assertThat(err.toString()).contains("There is no ledger in " + folder.resolve("data"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_ledger_in_postgresql_is_left_to_its_own_tools() throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                config.resolve("application.yaml"),
                "waybill.ledger:\n  url: jdbc:postgresql://db.example:5432/orders?ssl=true\n  password: secret\n");
        int code = Main.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "ledger",
                "backup",
                folder.resolve("copy.db").toString(),
                "--config",
                config.toString());
        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .contains("The ledger is jdbc:postgresql://db.example:5432/orders,", "pg_dump")
                .doesNotContain("secret");
    }

    private int backup(Path file) {
        return Main.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "ledger",
                "backup",
                file.toString(),
                "--data",
                folder.resolve("data").toString());
    }
}
