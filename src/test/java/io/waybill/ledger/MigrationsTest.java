package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the tables of a ledger come to be, and what is done with those that are there. */
class MigrationsTest {
    /** As Flyway 11 left it at the sixth step: table, names and sums are its own. */
    private static final List<String> FLYWAYS = List.of(
            """
            CREATE TABLE "flyway_schema_history" ("installed_rank" INT NOT NULL PRIMARY KEY, "version" VARCHAR(50),
            "description" VARCHAR(200) NOT NULL, "type" VARCHAR(20) NOT NULL, "script" VARCHAR(1000) NOT NULL,
            "checksum" INT, "installed_by" VARCHAR(100) NOT NULL,
            "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')), "execution_time" INT NOT NULL,
            "success" BOOLEAN NOT NULL)""", "CREATE INDEX \"flyway_schema_history_s_idx\" ON \"flyway_schema_history\" (\"success\")", """
            insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by,
            execution_time, success) values
            (1, '1', 'ledger', 'SQL', 'V1__ledger.sql', -1627016997, '', 13, 1),
            (2, '2', 'operators questions', 'SQL', 'V2__operators_questions.sql', 1126406565, '', 0, 1),
            (3, '4', 'doubts', 'SQL', 'V4__doubts.sql', 1595754110, '', 1, 1),
            (4, '5', 'what people do', 'SQL', 'V5__what_people_do.sql', 1701834098, '', 8, 1),
            (5, '6', 'accounts', 'SQL', 'V6__accounts.sql', -1729100788, '', 1, 1)""");

    private static final String BEGIN = "begin immediate";
    private static final String TABLES = "sqlite_master";
    private static final String STEPS = "select version || ' ' || description || ' ' || script || ' ' || checksum"
            + " from flyway_schema_history order by installed_rank";
    private static final String SHAPE = "select name || ' ' || sql from sqlite_master where sql is not null"
            + " and name not like 'flyway%' order by name";

    @TempDir
    Path folder;

    @Test
    void a_ledger_that_an_earlier_waybill_made_is_moved_on_and_is_like_a_new_one() throws Exception {
        try (Connection earlier = connect("earlier");
                Connection fresh = connect("fresh")) {
            for (String step : Migrations.EMBEDDED.subList(0, 5)) {
                execute(earlier, Files.readString(Path.of("src/main/resources/db", step)));
            }
            for (String statement : FLYWAYS) {
                execute(earlier, statement);
            }
            execute(earlier, "insert into account (id, name) values (7, 'main')");
            embedded(Migrations.EMBEDDED).run(earlier);
            embedded(Migrations.EMBEDDED).run(fresh);
            assertThat(rows(earlier, SHAPE)).isEqualTo(rows(fresh, SHAPE));
            assertThat(rows(earlier, STEPS))
                    .isEqualTo(rows(fresh, STEPS))
                    .startsWith("1 ledger V1__ledger.sql -1627016997")
                    // the sums of the later ones as Flyway gives them
                    .endsWith(
                            "10 nodes V10__nodes.sql -1331700350",
                            "11 replies V11__replies.sql -645080844",
                            "20 api keys V20__api_keys.sql 1185913602",
                            "21 document body V21__document_body.sql -1912462347");
            assertThat(rows(earlier, "select name || trusted from account")).containsExactly("main0");
            embedded(Migrations.EMBEDDED).run(earlier);
            assertThat(rows(earlier, STEPS)).hasSize(Migrations.EMBEDDED.size());
        }
    }

    @Test
    void either_all_missing_steps_are_taken_or_none() throws Exception {
        try (Connection connection = connect("ledger")) {
            execute(connection, "create table document_body (in_the_way integer)");
            execute(connection, FLYWAYS.get(0));
            assertThatThrownBy(() -> embedded(Migrations.EMBEDDED).run(connection))
                    .hasMessageContaining("document_body");
            assertThat(rows(connection, "select name from sqlite_master where type = 'table' order by name"))
                    .containsExactly("document_body", "flyway_schema_history");
            execute(connection, "drop table document_body");
            embedded(Migrations.EMBEDDED).run(connection);
            assertThat(rows(connection, STEPS)).hasSize(Migrations.EMBEDDED.size());
        }
    }

    @Test
    void tables_that_are_not_as_they_should_be_are_left_alone_and_told() throws Exception {
        try (Connection strange = connect("strange");
                Connection other = connect("other")) {
            execute(strange, "create table invoices (id integer)");
            assertThatThrownBy(() -> embedded(Migrations.EMBEDDED).run(strange)).hasMessageContaining("not a ledger's");
            assertThat(rows(strange, SHAPE)).hasSize(1);
            embedded(Migrations.EMBEDDED).run(other);
            List<String> shape = rows(other, SHAPE);
            execute(other, "update flyway_schema_history set checksum = 1 where version = '5'");
            assertThatThrownBy(() -> embedded(Migrations.EMBEDDED).run(other))
                    .hasMessageContaining("step 5")
                    .hasMessageContaining("V5__what_people_do.sql");
            assertThat(rows(other, SHAPE)).isEqualTo(shape);
        }
        assertThatThrownBy(() -> Ledger.open(folder("strange"), Clock.systemUTC(), tries -> 0))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("ledger.db cannot be opened: it holds tables");
    }

    @Test
    void a_ledger_of_a_later_waybill_is_opened_as_it_is() throws Exception {
        try (Connection connection = connect("later")) {
            embedded(Migrations.EMBEDDED).run(connection);
            embedded(Migrations.EMBEDDED.subList(0, 7)).run(connection);
            assertThat(rows(connection, STEPS)).hasSize(Migrations.EMBEDDED.size());
        }
    }

    /** Who adds a script must add it to the lists: nothing is looked for. */
    @Test
    void every_script_is_a_step_in_the_sequence_of_their_versions() throws IOException {
        List<String> all = new ArrayList<>();
        for (String place : List.of("migration", "postgres")) {
            try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/db", place))) {
                scripts.forEach(script -> all.add(place + "/" + script.getFileName()));
            }
        }
        assertThat(Migrations.SHARED).containsExactlyInAnyOrderElementsOf(all);
        assertThat(Migrations.EMBEDDED)
                .containsExactlyElementsOf(Migrations.SHARED.stream()
                        .filter(step -> step.startsWith("migration/"))
                        .toList());
        assertThat(Migrations.SHARED.stream().map(MigrationsTest::version)).isSorted();
    }

    private static double version(String step) {
        return Double.parseDouble(
                step.substring(step.indexOf("/V") + 2, step.indexOf("__")).replace('_', '.'));
    }

    @Test
    void many_nodes_that_start_at_once_on_an_empty_database_make_its_tables_once() {
        PostgresServer server = PostgresServer.shared();
        PostgresSettings settings = server.schema("fresh", Duration.ofMinutes(1));
        CompletableFuture<?>[] nodes = IntStream.range(0, 6)
                .mapToObj(node -> CompletableFuture.runAsync(() -> {
                    try {
                        new Postgres(settings, "node " + node, Clock.systemUTC(), null).migrate();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(nodes).join();
        try (Connection connection = server.connect("fresh")) {
            assertThat(rows(connection, STEPS)).hasSize(Migrations.SHARED.size());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_schema_that_holds_other_tables_is_left_alone() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        PostgresSettings settings = server.schema("shop", Duration.ofMinutes(1));
        server.execute("create table shop.invoices (id integer)");
        Postgres postgres = new Postgres(settings, "node", Clock.systemUTC(), null);
        assertThatThrownBy(postgres::migrate)
                .isInstanceOf(SQLException.class)
                .satisfies(failure -> assertThat(postgres.trouble(failure))
                        .contains("cannot be opened: it holds tables, but they are not a ledger's"));
    }

    private static Migrations embedded(List<String> steps) {
        return new Migrations(steps, TABLES, BEGIN);
    }

    private Path folder(String name) {
        return folder.resolve(name);
    }

    private Connection connect(String name) throws IOException, SQLException {
        Files.createDirectories(folder(name));
        return DriverManager.getConnection("jdbc:sqlite:" + folder(name).resolve("ledger.db"));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                all.add(row.getString(1));
            }
        }
        return all;
    }
}
