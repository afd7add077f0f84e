package io.waybill.intake.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptPollsTest {
    private static final int NEVER_MILLIS = 3_600_000;
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path inbox;

    private final Semaphore looks = new Semaphore(0);
    private PromptPolls polls;

    @AfterEach
    void stop() {
        polls.stop();
    }

    @Test
    void looks_as_soon_as_a_file_appears_also_in_a_folder_that_appeared_later() throws Exception {
        start(NEVER_MILLIS);
        assertLook("at the start");

        Files.writeString(inbox.resolve("draft.part"), "");
        assertLook("at a new file");
        Files.move(inbox.resolve("draft.part"), inbox.resolve("order.json"));
        assertLook("at a file that was renamed into place");

        Path account = Files.createDirectory(inbox.resolve("main"));
        assertLook("at a new folder");
        Files.writeString(account.resolve("order.json"), "");
        assertLook("at a file in the new folder");
    }

    @Test
    void looks_by_the_clock_too_and_again_after_a_stop() throws Exception {
        start(1);
        assertLook("at the start");
        assertLook("by the clock");

        polls.unscheduleTask();
        assertThat(polls.isSchedulerStarted()).isFalse();
        polls.startScheduler();
        looks.drainPermits();
        assertLook("after the stop");
    }

    @Test
    void one_look_that_fails_is_not_the_last() throws Exception {
        start(1, () -> {
            looks.release();
            throw new StackOverflowError("on purpose");
        });
        assertLook("that fails");
        assertLook("behind it");
    }

    private void start(int pollMillis) {
        start(pollMillis, looks::release);
    }

    private void start(int pollMillis, Runnable look) {
        polls = new PromptPolls(inbox, pollMillis);
        polls.scheduleTask(look);
        polls.startScheduler();
    }

    private void assertLook(String when) throws InterruptedException {
        assertThat(looks.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("a look " + when)
                .isTrue();
    }
}
