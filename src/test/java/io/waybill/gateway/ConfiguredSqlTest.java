package io.waybill.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.account.Accounts;
import io.waybill.intake.mapping.Mappings;
import io.waybill.intake.sql.Drivers;
import io.waybill.intake.sql.SqlSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The databases of the configuration: what is set, and what is wrong with it. */
class ConfiguredSqlTest {
    private static final Path SHIPPED = Path.of("config");

    @TempDir
    Path folder;

    @Test
    void what_the_comments_of_the_shipped_configuration_show_is_what_can_be_set() throws Exception {
        String shown = Files.readAllLines(SHIPPED.resolve("application.yaml")).stream()
                .dropWhile(line -> !line.equals("  #   sql:"))
                .takeWhile(line -> !line.isBlank())
                .map(line -> line.substring("  # ".length()))
                .collect(Collectors.joining("\n"));
        Path password = Files.writeString(folder.resolve("shop.password"), "secret\n");
        List<SqlSettings> sources = read(shown.replace("/etc/waybill/shop.password", password.toString())
                .replace(
                        "/etc/waybill/sql/example",
                        SHIPPED.resolve("sql/example").toString()));
        assertThat(sources).hasSize(1);
        assertThat(sources.get(0))
                .isEqualTo(new SqlSettings(
                        "example",
                        "jdbc:postgresql://db.example.com:5432/shop",
                        "waybill",
                        "secret",
                        List.of("id"),
                        "main",
                        "example",
                        Duration.ofSeconds(5),
                        1000,
                        9,
                        SHIPPED.resolve("sql/example").toAbsolutePath()));
    }

    @Test
    void what_is_not_set_has_its_default() throws Exception {
        Files.createDirectories(folder.resolve("sql"));
        for (String query : List.of("poll", "taken")) {
            Path to = Files.createDirectories(folder.resolve("sql/shop")).resolve(query + ".sql");
            Files.copy(SHIPPED.resolve("sql/example/" + query + ".sql"), to);
        }
        SqlSettings source = read("sql:\n  shop:\n    url: jdbc:h2:mem:x\n    key: [shop, number]\n")
                .get(0);
        assertThat(source.key()).containsExactly("shop", "number");
        assertThat(source.poll()).isEqualTo(Duration.ofSeconds(5));
        assertThat(source.queries()).isEqualTo(folder.resolve("sql/shop"));
        assertThat(source.tellsOutcomes()).isFalse();
        assertThat(source.account()).isNull();
    }

    @Test
    void every_mistake_is_told_at_once_by_its_key() {
        assertThatThrownBy(() -> read("sql:\n  shop:\n    url: jdbc:mariadb://db/shop\n    account: other\n"
                        + "    mapping: none\n    password: a\n    password-file: b\n"))
                .isInstanceOf(ConfigurationMistakes.class)
                .hasMessageContaining(
                        "waybill.sql.shop.url: there is no driver for jdbc:mariadb://db/shop; put its jar")
                .hasMessageContaining("waybill.sql.shop.account: there is no account \"other\"")
                .hasMessageContaining("waybill.sql.shop.mapping: there is no mappings/none.yaml")
                .hasMessageContaining("waybill.sql.shop.password: stands beside")
                .hasMessageContaining("waybill.sql.shop.key: is missing")
                .hasMessageContaining("poll.sql is missing");
    }

    private List<SqlSettings> read(String yaml) throws Exception {
        Files.writeString(
                folder.resolve("application.yaml"),
                "waybill:\n" + yaml.lines().map(line -> "  " + line + "\n").collect(Collectors.joining()));
        Settings settings = SettingsReader.read(folder, Map.of());
        Accounts accounts = AccountBook.read(settings, null);
        Mappings mappings = Mappings.read(SHIPPED.resolve("mappings"));
        return ConfiguredSql.checked(settings, accounts, mappings, Drivers.in(folder.resolve("lib")));
    }
}
