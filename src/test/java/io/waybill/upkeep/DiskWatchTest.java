package io.waybill.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DiskWatchTest {
    private static final long GIGA = 1L << 30;
    private static final DiskLimits LIMITS = new DiskLimits(2 * GIGA, 10, Duration.ofHours(24));

    @TempDir
    Path folder;

    private final Logger log = (Logger) LoggerFactory.getLogger(DiskWatch.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Map<Path, DiskSpace> disks = new HashMap<>();
    private Path data;
    private Path archive;
    private long now;
    private DiskWatch watch;

    @BeforeEach
    void start() throws Exception {
        lines.start();
        log.addAppender(lines);
        data = Files.createDirectory(folder.resolve("data"));
        archive = Files.createDirectory(folder.resolve("archive"));
        room(archive, 500, 1000);
        room(data, 50, 100);
        watch = new DiskWatch(
                List.of(data, archive, folder.resolve("later")),
                LIMITS,
                disks::get,
                () -> Duration.ofSeconds(now).toNanos());
    }

    @AfterEach
    void stop() {
        log.detachAppender(lines);
    }

    @Test
    void a_disk_is_told_of_once_when_it_gets_short_again_when_it_worsens_and_when_it_is_well() {
        look(50);
        assertThat(said()).isEmpty();
        look(9);
        look(8);
        assertThat(said()).hasSize(1).first().asString().startsWith("WARN Only 9,216 MB (9 %) are free where " + data);
        look(2);
        look(1);
        assertThat(said()).hasSize(2).last().asString().startsWith("WARN Only 2,048 MB (2 %)");
        look(9);
        assertThat(said()).as("better is not well").hasSize(2);
        look(30);
        assertThat(said()).hasSize(3).last().asString().startsWith("INFO There is room again where " + data);
        look(9);
        assertThat(said()).hasSize(4);
    }

    @Test
    void a_disk_that_hovers_at_a_limit_is_told_of_once() {
        room(data, 99, 1000);
        watch.look();
        for (int free : List.of(101, 99, 102, 98)) {
            room(data, free, 1000);
            watch.look();
        }
        assertThat(said()).hasSize(1);
    }

    @Test
    void little_room_on_a_small_disk_and_a_small_share_of_a_large_one_are_both_short() {
        room(data, 1, 8);
        room(archive, 90, 1000);
        assertThat(watch.concerns()).hasSize(2);
        room(data, 3, 8);
        room(archive, 200, 1000);
        assertThat(watch.concerns()).isEmpty();
    }

    @Test
    void a_disk_that_is_full_within_a_day_at_this_rate_is_short_of_room() {
        for (int minute = 0; minute <= 29; minute++) {
            now = minute * 60L;
            look(50 - minute / 10);
        }
        assertThat(said()).as("half an hour is needed to tell").isEmpty();
        now = 1860;
        look(47);
        assertThat(said()).singleElement().asString().contains("at the rate of the last hour it is full in 8 hours");
        for (int minute = 32; minute <= 120; minute++) {
            now = minute * 60L;
            look(47);
        }
        assertThat(said()).last().asString().contains("There is room again");
        assertThat(watch.concerns()).isEmpty();
    }

    @Test
    void two_folders_on_one_disk_are_told_of_once() {
        room(data, 9, 100);
        room(archive, 9, 100);
        assertThat(watch.concerns()).singleElement().asString().contains(data.toString());
    }

    @Test
    void the_disk_of_this_machine_has_room_to_be_told() {
        DiskSpace space = DiskSpace.of(folder);
        assertThat(space.total()).isPositive();
        assertThat(space.free()).isBetween(0L, space.total());
    }

    private void look(int free) {
        room(data, free, 100);
        watch.look();
    }

    private void room(Path where, long free, long total) {
        disks.put(where, new DiskSpace(free * GIGA, total * GIGA));
    }

    private List<String> said() {
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }
}
