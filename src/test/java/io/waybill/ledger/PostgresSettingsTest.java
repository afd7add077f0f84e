package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a database that cannot be used, and that no secret is said. */
class PostgresSettingsTest {
    private static final Duration LEASE = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "postgresql://db/waybill, url: expected",
        "jdbc:postgresql://, url: expected",
        "jdbc:postgresql://db:port/waybill, url: expected",
        "jdbc:postgresql://db/waybill?password=hush, url: must not hold",
        "jdbc:postgresql://me:hush@db/waybill, url: must not hold"
    })
    void a_url_that_cannot_be_used_is_told_and_not_quoted(String url, String said) {
        PostgresSettings settings = new PostgresSettings(url, null, null, LEASE);
        assertThat(settings.mistakes())
                .hasSize(1)
                .allSatisfy(mistake -> assertThat(mistake).startsWith(said).doesNotContain("hush"));
    }

    @Test
    void a_lease_has_its_bounds() {
        assertThat(new PostgresSettings("jdbc:postgresql://db/w", null, null, Duration.ofMillis(10)).mistakes())
                .singleElement()
                .asString()
                .contains("10 ms", "1s", "10m");
        assertThat(new PostgresSettings("jdbc:postgresql://db/w", null, null, LEASE).mistakes())
                .isEmpty();
    }

    @Test
    void a_text_of_the_settings_holds_no_secret() {
        assertThat(new PostgresSettings("jdbc:postgresql://db/w?user=me&sslkey=hush", "me", "hush", LEASE).toString())
                .isEqualTo("jdbc:postgresql://db/w");
    }

    @Test
    void a_database_that_cannot_be_reached_is_named() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> open(
                        new PostgresSettings("jdbc:postgresql://127.0.0.1:" + port + "/waybill", "me", "hush", LEASE)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("the ledger jdbc:postgresql://127.0.0.1:" + port + "/waybill cannot be opened")
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("hush");
    }

    @Test
    void a_wrong_user_and_a_missing_database_are_named() {
        PostgresServer server = PostgresServer.shared();
        assertThatThrownBy(() -> open(new PostgresSettings(server.url(), "nobody", "hush", LEASE)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("nobody")
                .hasMessageContaining("waybill.ledger.user")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> open(new PostgresSettings(
                        server.url().replace("/postgres", "/nowhere"), server.user(), null, LEASE)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("there is no such database");
    }

    private void open(PostgresSettings settings) {
        Ledger.open(settings, "x", folder, folder, Clock.systemUTC(), tries -> 0, RetryLimits.NONE)
                .close();
    }
}
