package io.waybill.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real PostgreSQL that writes to the disk as a shop's would. */
public final class PostgresServer implements AutoCloseable {
    private static final String USER = "postgres";
    private static PostgresServer shared;

    private final Path data;
    private final EmbeddedPostgres server;

    private PostgresServer(Path data) {
        this.data = data;
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "100");
            server = (data == null ? builder : builder.setDataDirectory(data)).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one for a test that does it harm. */
    public static PostgresServer start(Path data) {
        return new PostgresServer(data);
    }

    /** Ends it as a crash would. */
    public void crash() {
        control("stop", "-m", "immediate");
    }

    /** Starts it after a crash, on its old port. */
    public void startAgain() {
        control(
                "start",
                "-l",
                data + ".log",
                "-o",
                options().substring(options().indexOf(' ')));
    }

    /** With what the server was started. */
    private String options() {
        try {
            return Files.readString(data.resolve("postmaster.opts")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By the tool of the server's own release, as another user than root, whom it refuses. */
    private void control(String... words) {
        try {
            String binary = options().split(" ")[0];
            List<String> command = new ArrayList<>();
            if (System.getProperty("user.name").equals("root")) {
                command.addAll(List.of("unshare", "-U"));
            }
            command.add(Path.of(binary).resolveSibling("pg_ctl").toString());
            command.addAll(List.of(words));
            command.addAll(List.of("-D", data.toString(), "-w"));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of(data + ".control").toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " says " + Files.readString(Path.of(data + ".control")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one of this process; started at first use, ended with the process. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = new PostgresServer(null);
        }
        return shared;
    }

    /** A schema of that name, empty; how a gateway finds it. */
    public PostgresSettings schema(String name, Duration lease) {
        execute("drop schema if exists " + name + " cascade", "create schema " + name);
        return settings(name, lease);
    }

    PostgresSettings settings(String schema, Duration lease) {
        return new PostgresSettings(url() + "?currentSchema=" + schema, USER, null, lease);
    }

    /** Its address, without a schema. */
    public String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    }

    /** Who may do everything. */
    public String user() {
        return USER;
    }

    Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(url() + "?currentSchema=" + schema, USER, null);
    }

    /** Runs statements in no schema of its own. */
    public void execute(String... statements) {
        try (Connection connection = DriverManager.getConnection(url(), USER, null);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number in the first row of a query in no schema of its own. */
    public long number(String sql) {
        try (Connection connection = DriverManager.getConnection(url(), USER, null);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empties every table of a schema that was migrated. */
    void clear(String schema) {
        try (Connection connection = connect(schema);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("select tablename from pg_tables where schemaname = '" + schema
                    + "' and tablename not like 'flyway%'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            StringBuilder sql = new StringBuilder();
            tables.forEach(table -> sql.append("delete from ").append(table).append(';'));
            statement.execute(sql.toString());
            statement.execute(
                    "alter table account alter column id restart; alter table history alter column id restart");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
