package io.waybill.intake.folder;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class InboxWatchTest {
    @TempDir
    Path folder;

    private final Logger log = (Logger) LoggerFactory.getLogger(InboxWatch.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Path inbox;
    private long minute;
    private InboxWatch watch;

    @BeforeEach
    void start() throws IOException {
        lines.start();
        log.addAppender(lines);
        inbox = Files.createDirectory(folder.resolve("inbox"));
        watch = watch(FolderSettings.Ready.SETTLED);
    }

    private InboxWatch watch(FolderSettings.Ready ready) {
        return new InboxWatch(
                inbox,
                new FolderSettings(ready, null, null, null),
                Duration.ofMinutes(5),
                () -> Duration.ofMinutes(minute).toNanos());
    }

    @AfterEach
    void stop() {
        log.detachAppender(lines);
    }

    @Test
    void files_that_are_never_taken_are_told_of_once_with_the_reason() throws IOException {
        drop("orders.csv.tmp");
        drop("main/orders.PART");
        drop("..\\x.json");
        drop("main/deeper/deep.csv");
        drop(".hidden");
        drop(".waybill/DOC/claimed.csv");
        drop("waits-its-turn.csv");
        look(0);
        look(4);
        assertThat(said()).as("before its time is over").isEmpty();
        look(5);
        assertThat(said())
                .containsExactlyInAnyOrder(
                        "inbox/orders.csv.tmp is not taken: its name says that it is still being written; rename it when"
                                + " it is whole, or remove it",
                        "inbox/main/orders.PART is not taken: its name says that it is still being written; rename it"
                                + " when it is whole, or remove it",
                        "inbox/..\\x.json is not taken: its name begins as that of a hidden file; rename it",
                        "inbox/main/deeper/deep.csv is not taken: it lies too deep; files are taken from the inbox and"
                                + " the folders of accounts in it");
        look(50);
        assertThat(said()).hasSize(4);
        assertThat(watch.concerns())
                .singleElement()
                .asString()
                .startsWith("4 files are not taken: ")
                .contains("inbox/..\\x.json (its name begins as that of a hidden file; rename it)");
    }

    @Test
    void a_file_that_grows_and_grows_is_told_of_until_it_stands_still() throws IOException {
        Path file = drop("orders.csv");
        for (int at = 0; at <= 6; at++) {
            Files.writeString(file, "more\n", StandardOpenOption.APPEND);
            look(at);
        }
        assertThat(said()).containsExactly("inbox/orders.csv is not taken: it is still being written to");
        assertThat(watch.concerns()).hasSize(1);
        look(7);
        assertThat(watch.concerns()).isEmpty();
    }

    @Test
    void a_file_that_is_gone_concerns_nobody() throws IOException {
        Path file = drop("orders.csv.tmp");
        look(0);
        look(5);
        assertThat(watch.concerns()).hasSize(1);
        Files.delete(file);
        assertThat(watch.concerns()).isEmpty();
        look(6);
        drop("orders.csv.tmp");
        look(7);
        assertThat(watch.concerns()).as("a new one").isEmpty();
    }

    @Test
    void files_and_their_done_files_are_told_of_when_one_of_them_has_not_come() throws IOException {
        watch = watch(FolderSettings.Ready.DONE_FILE);
        drop("a.csv");
        drop("b.csv.done");
        drop("c.csv");
        drop("c.csv.done");
        look(0);
        look(5);
        assertThat(said())
                .containsExactlyInAnyOrder(
                        "inbox/a.csv is not taken: a.csv.done has not come",
                        "inbox/b.csv.done is not taken: the file that it announces is not there");
    }

    @Test
    void of_very_many_files_a_few_are_named() throws IOException {
        for (int i = 0; i < 40; i++) {
            drop(i + ".tmp");
        }
        look(0);
        look(5);
        assertThat(said())
                .hasSize(11)
                .last()
                .asString()
                .isEqualTo("30 more files in " + inbox + " are not taken either");
        assertThat(watch.concerns())
                .singleElement()
                .asString()
                .startsWith("40 files")
                .endsWith(" and 30 more.");
    }

    @Test
    void an_inbox_that_is_not_there_is_not_told_of_here() throws IOException {
        Files.delete(inbox);
        look(5);
        assertThat(watch.concerns()).isEmpty();
    }

    private void look(int at) {
        minute = at;
        watch.look();
    }

    private Path drop(String name) throws IOException {
        Path file = folder.resolve("inbox/" + name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x\n");
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
