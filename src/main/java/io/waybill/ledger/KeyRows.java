package io.waybill.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The rows of the REST API's keys. */
final class KeyRows {
    private static final String ADD = "insert into api_key (name, digest, accounts, created_at) values (?, ?, ?, ?)"
            + " on conflict (name) do nothing";
    private static final String REMOVE = "delete from api_key where name = ?";
    private static final String ALL = "select name, digest, accounts, created_at from api_key order by name";

    private static Object[] row(ApiKey key) {
        return new Object[] {
            key.name(),
            key.digest(),
            String.join(",", key.accounts()),
            key.createdAt().toEpochMilli()
        };
    }

    private static List<ApiKey> read(ResultSet rows) throws SQLException {
        List<ApiKey> keys = new ArrayList<>();
        while (rows.next()) {
            keys.add(new ApiKey(
                    rows.getString(1),
                    rows.getBytes(2),
                    List.of(rows.getString(3).split(",")),
                    Instant.ofEpochMilli(rows.getLong(4))));
        }
        return keys;
    }

    private KeyRows() {}

    /** Through the connections of a gateway: what is only read is no work for its writer. */
    record Online(Commits writer, Supplier<ViewConnection> reader) implements ApiKeys {
        @Override
        public CompletableFuture<Boolean> add(ApiKey key) {
            return writer.submit(tx -> tx.update(ADD, row(key)) == 1);
        }

        @Override
        public CompletableFuture<Boolean> remove(String name) {
            return writer.submit(tx -> tx.update(REMOVE, name) == 1);
        }

        @Override
        public CompletableFuture<List<ApiKey>> all() {
            try {
                ViewConnection view = reader.get();
                return CompletableFuture.completedFuture(view.read(() -> {
                    try (ResultSet rows = view.rows(ALL)) {
                        return read(rows);
                    }
                }));
            } catch (LedgerException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    /** On a connection of its own. */
    static final class Offline implements ApiKeys {
        private final Database database;

        Offline(Database database) throws SQLException {
            this.database = database;
            database.migrate();
        }

        @Override
        public CompletableFuture<Boolean> add(ApiKey key) {
            return run(ADD, statement -> statement.executeUpdate() == 1, row(key));
        }

        @Override
        public CompletableFuture<Boolean> remove(String name) {
            return run(REMOVE, statement -> statement.executeUpdate() == 1, name);
        }

        @Override
        public CompletableFuture<List<ApiKey>> all() {
            return run(ALL, statement -> {
                try (ResultSet rows = statement.executeQuery()) {
                    return read(rows);
                }
            });
        }

        private interface Use<T> {
            T of(PreparedStatement statement) throws SQLException;
        }

        private <T> CompletableFuture<T> run(String sql, Use<T> use, Object... parameters) {
            try (Connection connection = database.clerk();
                    PreparedStatement statement = connection.prepareStatement(database.sql(sql))) {
                Tx.bind(database, statement, parameters);
                return CompletableFuture.completedFuture(use.of(statement));
            } catch (SQLException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }
}
