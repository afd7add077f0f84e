package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source of one's own that hands over bodies under its own names, and a gateway that is killed while it reads one. */
class SpoolIT {
    private static final int ORDERS = 20_000;
    private static final String ROUTE = """
            - route:
                id: bodies
                from:
                  uri: file
                  parameters:
                    directoryName: "%s"
                    delete: true
                    readLock: none
                  steps:
                    - setHeader:
                        name: WaybillIdentity
                        expression: { simple: { expression: "${header.CamelFileName}" } }
                    - convertBodyTo: { type: "byte[]" }
                    - to: { uri: direct, parameters: { name: intake } }
            """;

    @TempDir
    Path folder;

    @Test
    void a_body_that_was_half_read_is_taken_once_although_its_source_hands_it_in_again() throws Exception {
        Path bodies = Files.createDirectories(folder.resolve("bodies"));
        Path routes = routes(ROUTE.formatted(bodies));
        Files.createDirectories(folder.resolve("config"));
        // orders without a name of their own: read a second time from the begin, they would be doubled
        String order = "{\"goods\":[{\"good_name\":\"course\"}],\"bill_email\":\"anna@example.com\"}\n";
        Path draft = Files.writeString(folder.resolve("draft"), order.repeat(ORDERS));
        try (WaybillProcess gateway = start("first.log", routes)) {
            Files.move(draft, bodies.resolve("body.jsonl"), StandardCopyOption.ATOMIC_MOVE);
            Patience.until("a part of the body is accepted", () -> count("orders") > 0);
            gateway.kill();
        }
        assertThat(count("orders")).isLessThan(ORDERS);
        assertThat(entries(folder.resolve("data/spool"))).hasSize(1);

        try (WaybillProcess gateway = start("second.log", routes)) {
            gateway.awaitLine("Going on with document");
            Patience.until(
                    "its source is rid of it",
                    () -> entries(bodies).stream().noneMatch(name -> name.endsWith(".jsonl")));
            Patience.until(
                    "the spool is empty",
                    () -> entries(folder.resolve("data/spool")).isEmpty());
            assertThat(count("orders")).isEqualTo(ORDERS);
            assertThat(count("(select distinct position from orders)")).isEqualTo(ORDERS);
            assertThat(count("document")).isEqualTo(1);
        }
    }

    private WaybillProcess start(String log, Path routes) {
        WaybillProcess gateway = WaybillProcess.start(
                folder.resolve(log),
                List.of(
                        "run",
                        "--dry-run",
                        "--config",
                        folder.resolve("config").toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--routes",
                        routes.toString()));
        gateway.awaitLine("is ready");
        return gateway;
    }

    /** The routes as they are shipped, and one more source. */
    private Path routes(String source) throws IOException {
        Path routes = folder.resolve("routes");
        Path shipped = WaybillProcess.home().resolve("routes");
        try (Stream<Path> all = Files.walk(shipped)) {
            for (Path path : all.toList()) {
                Path copy = routes.resolve(shipped.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
        Files.writeString(routes.resolve("sources/bodies.camel.yaml"), source);
        return routes;
    }

    private static List<String> entries(Path place) {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int count(String rows) {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/ledger.db"));
                Statement statement = ledger.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + rows)) {
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
