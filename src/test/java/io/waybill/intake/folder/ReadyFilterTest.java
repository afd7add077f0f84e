package io.waybill.intake.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.intake.folder.FolderSettings.Ready;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a file's writer is taken to be done. The clock is the test's. */
class ReadyFilterTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path inbox;

    private long now = Duration.ofDays(1).toNanos();
    private ReadyFilter settled;

    @BeforeEach
    void filter() {
        settled = filter(Ready.SETTLED);
    }

    @Test
    void a_file_is_ready_when_it_has_stood_still_for_the_settling_time() throws IOException {
        Path file = write("a.csv", "x\n");
        assertThat(ready(settled, file)).as("when it is first seen").isFalse();
        pass(499);
        assertThat(ready(settled, file)).isFalse();
        pass(1);
        assertThat(ready(settled, file)).isTrue();
    }

    @Test
    void the_date_of_a_file_says_nothing() throws IOException {
        Path file = write("a.csv", "x\n");
        Files.setLastModifiedTime(file, LONG_AGO);
        assertThat(ready(settled, file)).isFalse();
        pass(500);
        assertThat(ready(settled, file)).isTrue();
    }

    @Test
    void a_file_that_grows_is_watched_from_the_begin() throws IOException {
        Path file = write("a.csv", "x\n");
        Files.setLastModifiedTime(file, LONG_AGO);
        ready(settled, file);
        pass(400);
        Files.writeString(file, "y\n", StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, LONG_AGO);
        assertThat(ready(settled, file)).isFalse();
        pass(499);
        assertThat(ready(settled, file)).isFalse();
        pass(1);
        assertThat(ready(settled, file)).isTrue();
    }

    @Test
    void a_file_that_is_written_over_at_its_old_length_is_watched_from_the_begin() throws IOException {
        Path file = write("a.csv", "x\n");
        ready(settled, file);
        pass(400);
        Files.setLastModifiedTime(file, LONG_AGO);
        assertThat(ready(settled, file)).isFalse();
        pass(400);
        assertThat(ready(settled, file)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.jsonl", "a.txt", "a.ndjson", "a", "a.form"})
    void a_file_without_a_last_line_break_is_watched_longer(String name) throws IOException {
        Path file = write(name, "x\ny");
        ready(settled, file);
        pass(500);
        assertThat(ready(settled, file)).isFalse();
        pass(4499);
        assertThat(ready(settled, file)).isFalse();
        pass(1);
        assertThat(ready(settled, file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.json", "A.JSON", "a.xml", "a.xlsx", "a.csv.gz", "a.zip"})
    void a_document_that_is_bracketed_or_packed_says_itself_where_it_ends(String name) throws IOException {
        Path file = write(name, "{}");
        ready(settled, file);
        pass(500);
        assertThat(ready(settled, file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\n", "x\r\n", "x\r"})
    void every_line_break_is_one(String content) throws IOException {
        Path file = write("a.csv", content);
        ready(settled, file);
        pass(500);
        assertThat(ready(settled, file)).isTrue();
    }

    @Test
    void an_empty_file_is_watched_longer_too() throws IOException {
        Path file = write("a.csv", "");
        ready(settled, file);
        pass(500);
        assertThat(ready(settled, file)).isFalse();
        pass(4500);
        assertThat(ready(settled, file)).isTrue();
    }

    @Test
    void a_name_that_comes_again_is_watched_anew() throws IOException {
        Path file = write("a.csv", "x\n");
        ready(settled, file);
        pass(500);
        assertThat(ready(settled, file)).isTrue();
        assertThat(ready(settled, file)).isFalse();
    }

    @Test
    void a_file_that_was_long_gone_is_not_remembered() throws IOException {
        Path file = write("a.csv", "x\n");
        Path other = write("b.csv", "x\n");
        ready(settled, file);
        for (int i = 0; i < 4; i++) {
            pass(45_000);
            ready(settled, other);
        }
        // the same name, size and date as the one that went away
        assertThat(ready(settled, file)).isFalse();
    }

    @Test
    void with_no_settling_time_a_file_is_ready_when_it_is_seen() throws IOException {
        ReadyFilter at_once =
                new ReadyFilter(new FolderSettings(Ready.SETTLED, Duration.ZERO, Duration.ZERO, null), () -> now);
        assertThat(ready(at_once, write("a.csv", "x"))).isTrue();
    }

    @Test
    void a_writer_that_renames_is_done_at_once() throws IOException {
        assertThat(ready(filter(Ready.RENAME), write("a.csv", "x"))).isTrue();
    }

    @Test
    void a_writer_with_a_done_file_is_done_when_it_is_there() throws IOException {
        ReadyFilter done = filter(Ready.DONE_FILE);
        Path file = write("a.csv", "x");
        assertThat(ready(done, file)).isFalse();
        Path mark = write("a.csv.done", "");
        assertThat(ready(done, file)).isTrue();
        assertThat(ready(done, mark)).as("the mark itself").isFalse();
        Path upper = write("b.csv.DONE", "");
        assertThat(ready(done, upper)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void files_that_are_being_written_elsewhere_are_left_alone(Ready how) throws IOException {
        ReadyFilter filter = filter(how);
        for (String name : new String[] {".hidden.csv", "a.csv.tmp", "a.csv.part", "A.CSV.TMP"}) {
            Path file = write(name, "x\n");
            write(name + ".done", "");
            ready(filter, file);
            pass(60_000);
            assertThat(ready(filter, file)).as(name).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void folders_of_accounts_are_looked_into_and_hidden_ones_are_not(Ready how) throws IOException {
        ReadyFilter filter = filter(how);
        assertThat(ready(filter, Files.createDirectories(inbox.resolve("main"))))
                .isTrue();
        assertThat(ready(filter, Files.createDirectories(inbox.resolve(".waybill"))))
                .isFalse();
    }

    @Test
    void settings_that_are_missing_have_their_defaults() {
        FolderSettings settings = new FolderSettings(null, null, null, null);
        assertThat(settings)
                .isEqualTo(new FolderSettings(
                        Ready.SETTLED,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5),
                        FolderSettings.Duplicates.REJECT));
    }

    private ReadyFilter filter(Ready how) {
        return new ReadyFilter(new FolderSettings(how, null, null, null), () -> now);
    }

    private boolean ready(ReadyFilter filter, Path file) {
        return filter.accept(PolledFile.of(inbox, file));
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(inbox.resolve(name), content);
    }
}
