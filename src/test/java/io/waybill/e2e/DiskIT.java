package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.cli.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, and folders that cannot be written: service goes on by itself, nothing is lost or doubled. */
class DiskIT {
    @TempDir
    Path folder;

    private Mounts mounts;
    private FarEnd farEnd;
    private Site site;
    private Drop inbox;
    private Filed filed;

    @BeforeEach
    void start() throws IOException {
        mounts = Mounts.disk(folder.resolve("data"), 48);
        farEnd = FarEnd.start("disk-key");
        // the writers' disk is another one
        inbox = new Drop(folder.resolve("inbox"));
        filed = new Filed(mounts.seen());
        site = new Site(folder, farEnd)
                .within(mounts.enter())
                .set("waybill.folder.inbox", inbox.folder().toString());
    }

    @AfterEach
    void stop() {
        if (farEnd != null) {
            farEnd.close();
        }
        if (mounts != null) {
            mounts.close();
        }
    }

    @Test
    void a_disk_that_is_full_in_the_middle_of_sending_is_waited_for_over_a_kill_too() throws Exception {
        site.set("waybill.rest.port", 0);
        farEnd.faults("[{\"fault\":\"latency\",\"delay\":\"20-40\"}]");
        try (WaybillProcess gateway = site.start()) {
            RestDoor rest = new RestDoor(gateway, command("keys", "add", "caller"));
            inbox.file("first.csv", Orders.manyRows("first-", 600));
            Patience.until("the sending to be under way", () -> farEnd.created() >= 60);
            mounts.fill();
            assertThat(gateway.awaitLine("cannot be written"))
                    .contains("The ledger", "nothing is lost, trying again every second until it can");
            assertThat(rest.post("application/json", Orders.create("posted").getBytes(StandardCharsets.UTF_8)))
                    .satisfies(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(503);
                        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                        assertThat(answer.body()).contains("the ledger cannot be written");
                    });
            assertThat(command("status").log()).contains("The ledger cannot be written");
            inbox.file("second.jsonl", Orders.manyLines("second-", 40));
            Patience.until("nothing to be on the wire", () -> stands(Duration.ofSeconds(1)));
            gateway.kill();
        }
        long sent = farEnd.created();
        assertThat(sent).isLessThan(600);
        try (WaybillProcess gateway = site.begin()) {
            gateway.awaitLine("cannot be written");
            assertThat(stands(Duration.ofSeconds(2)))
                    .as("nothing is sent unknown to the ledger")
                    .isTrue();
            assertThat(gateway.isAlive()).as(gateway.log()).isTrue();

            mounts.free();

            gateway.awaitLine("can be written again");
            gateway.awaitLine("is ready");
            eachOnce(640);
        }
    }

    /** On the data folder as it is seen from outside. */
    private Commands.Ran command(String... words) {
        return Commands.run(Stream.concat(
                        Stream.of(words),
                        Stream.of(
                                "--config",
                                site.configure().toString(),
                                "--data",
                                mounts.seen().toString()))
                .toArray(String[]::new));
    }

    @Test
    void folders_that_turn_read_only_hold_up_their_files_and_nothing_else() throws IOException {
        try (WaybillProcess gateway = site.start()) {
            inbox.file("before.csv", Orders.manyRows("before-", 20) + bad("before-x"));
            filed.await("before.csv", 21);
            mounts.readOnly("archive");
            mounts.readOnly("errors");

            inbox.file("during.csv", Orders.manyRows("during-", 50) + bad("during-x"));
            inbox.file("single.json", Orders.create("single"));
            inbox.file("picture.jpg", "no order at all");
            Patience.until("orders to be sent all the same", () -> farEnd.created() == 71);
            assertThat(gateway.awaitLine("could not be filed, trying again"))
                    .contains("Cannot write", "Read-only file system", "The outcome is safe in the ledger");
            assertThat(gateway.awaitLine("picture.jpg could not be taken in, trying again"))
                    .contains("Read-only file system");
            assertThat(gateway.log()).doesNotContain("Failed delivery", "Rollback file strategy", "\tat ");
            gateway.kill();
        }
        try (WaybillProcess gateway = site.start()) {
            inbox.file("after.csv", Orders.manyRows("after-", 20));
            Patience.until("orders to be sent all the same", () -> farEnd.created() == 91);
            gateway.awaitLine("could not be filed, trying again");

            mounts.writable("archive");
            mounts.writable("errors");

            assertThat(filed.await(93))
                    .filteredOn(outcome -> !outcome.confirmed())
                    .hasSize(2);
            assertThat(filed.awaitReason("unreadable", "picture.jpg")).contains("picture.jpg");
            Patience.until(
                    "results of all tables",
                    () -> filed.below("archive").stream()
                                    .filter(file -> file.toString().endsWith(".results.csv"))
                                    .count()
                            == 3);
            inbox.awaitTaken();
            assertThat(farEnd.books().byEmail()).hasSize(91);
            assertThat(gateway.isAlive()).isTrue();
        }
    }

    private static String bad(String ref) {
        return ref + ",nobody at all,course,1500.00\n";
    }

    /** Whether the far end gets nothing for so long. */
    private boolean stands(Duration span) {
        long before = farEnd.created();
        long end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < end) {
            if (farEnd.created() != before) {
                return false;
            }
        }
        return true;
    }

    private void eachOnce(int orders) {
        List<Outcome> outcomes = filed.await(orders);
        assertThat(outcomes).allMatch(Outcome::confirmed);
        assertThat(farEnd.books().byEmail()).hasSize(orders);
        Map<String, JsonNode> books = farEnd.books().byTag();
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.billId())
                        .isEqualTo(books.get(outcome.id()).get("bill_id").asLong()));
    }
}
