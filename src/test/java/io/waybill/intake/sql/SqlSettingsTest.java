package io.waybill.intake.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a source's settings is said in a sentence that says what to write. */
class SqlSettingsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void queries() throws IOException {
        Files.writeString(folder.resolve("poll.sql"), "select 1");
        Files.writeString(folder.resolve("taken.sql"), "select 1");
    }

    @Test
    void settings_in_order_have_no_mistakes() {
        assertThat(settings("shop", "jdbc:postgresql://db:5432/shop?ssl=true", List.of("id"), Duration.ofSeconds(1), 2)
                        .mistakes())
                .isEmpty();
    }

    @Test
    void each_mistake_is_told() throws IOException {
        Files.delete(folder.resolve("taken.sql"));
        assertThat(settings("my shop", null, List.of(), Duration.ofMillis(1), 0).mistakes())
                .hasSize(7)
                .anyMatch(it -> it.startsWith("name: a source's name is"))
                .anyMatch(it -> it.startsWith("url: expected a JDBC URL"))
                .anyMatch(it -> it.startsWith("key: is missing"))
                .anyMatch(it -> it.startsWith("poll: is 1 ms"))
                .anyMatch(it -> it.startsWith("max-rows: is 0"))
                .anyMatch(it -> it.startsWith("connections: is 0"))
                .anyMatch(it -> it.startsWith("queries: ") && it.contains("taken.sql is missing"));
        assertThat(settings("shop", "jdbc:x", List.of("id", "id"), Duration.ofSeconds(1), 2)
                        .mistakes())
                .anyMatch(it -> it.startsWith("key: names a column twice"));
    }

    @Test
    void a_password_in_the_url_is_refused_and_never_shown() {
        for (String url : List.of(
                "jdbc:postgresql://db/shop?user=x&password=geheim",
                "jdbc:sqlserver://db;password=geheim",
                "jdbc:mariadb://x:geheim@db/shop")) {
            SqlSettings settings = settings("shop", url, List.of("id"), Duration.ofSeconds(1), 2);
            assertThat(settings.mistakes()).singleElement().asString().contains("must not hold");
            assertThat(settings.mistakes().toString()).doesNotContain("geheim");
        }
        assertThat(settings("shop", "jdbc:h2:x", List.of("id"), Duration.ofSeconds(1), 2)
                        .toString())
                .doesNotContain("geheim");
    }

    @Test
    void drivers_come_along_or_lie_in_a_folder() throws IOException {
        Drivers drivers = Drivers.in(folder.resolve("none"));
        assertThat(drivers.of("jdbc:postgresql://db/shop")).isEqualTo("org.postgresql.Driver");
        assertThat(drivers.of("jdbc:h2:mem:x")).isEqualTo("org.h2.Driver");
        assertThat(drivers.of("jdbc:sqlite:x.db")).isEqualTo("org.sqlite.JDBC");
        assertThat(drivers.of("jdbc:mariadb://db/shop")).isNull();

        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("fake.jar")))) {
            jar.putNextEntry(new JarEntry("META-INF/services/java.sql.Driver"));
            jar.write(FakeDriver.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Drivers.in(folder).of("jdbc:fake:shop")).isEqualTo(FakeDriver.class.getName());
        assertThat(drivers.of("jdbc:fake:shop")).isNull();
    }

    /** A driver that comes from elsewhere. */
    public static final class FakeDriver extends org.h2.Driver {
        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:fake:");
        }
    }

    private SqlSettings settings(String name, String url, List<String> key, Duration poll, int number) {
        int rows = number == 0 ? 0 : 1000;
        return new SqlSettings(name, url, "anna", "geheim", key, null, null, poll, rows, number, folder);
    }
}
