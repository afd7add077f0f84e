package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/** Which accounts a ledger has suspended, read beside the gateway that has it open, or without one. */
public final class SuspendedAccounts {
    private static final String NO_TABLE = "42P01";

    private SuspendedAccounts() {}

    /**
     * Reads them; changes nothing, and makes no ledger where there is none.
     *
     * @throws LedgerException if there is a ledger that cannot be read
     */
    public static Map<AccountKey, Suspension> of(Path data, Instant now) {
        Path file = data.resolve("ledger.db");
        if (!Files.exists(file)) {
            return Map.of();
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file)) {
            return read(connection, now);
        } catch (SQLException e) {
            throw new LedgerException("the ledger " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads them from PostgreSQL; changes nothing.
     *
     * @throws LedgerException if the database cannot be read
     */
    public static Map<AccountKey, Suspension> of(PostgresSettings settings, Instant now) {
        Postgres postgres = new Postgres(settings, "reader", Clock.fixed(now, ZoneOffset.UTC), null);
        try (Connection connection = postgres.reader()) {
            return read(connection, now);
        } catch (SQLException e) {
            if (NO_TABLE.equals(e.getSQLState())) {
                return Map.of();
            }
            throw new LedgerException(postgres.trouble(e), e);
        }
    }

    private static Map<AccountKey, Suspension> read(Connection connection, Instant now) throws SQLException {
        Map<AccountKey, Suspension> suspended = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select name, paused, paused_until, paused_code, paused_reason"
                        + " from account where paused = 1 order by name")) {
            while (row.next()) {
                Suspension suspension = Suspension.of(row, 2, now);
                if (suspension != null) {
                    suspended.put(AccountKey.parse(row.getString(1)), suspension);
                }
            }
        }
        return suspended;
    }
}
