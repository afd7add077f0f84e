package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: what is on the wire is waited for, nothing comes into doubt, and a new start goes on. */
class StopIT {
    @TempDir
    Path folder;

    private FarEnd farEnd;
    private Site site;

    @BeforeEach
    void start() {
        farEnd = FarEnd.start("stop-key");
        site = new Site(folder, farEnd);
    }

    @AfterEach
    void stop() {
        farEnd.close();
    }

    @Test
    void a_stop_in_the_middle_of_sending_leaves_nothing_in_doubt() {
        int orders = 2000;
        try (WaybillProcess gateway = site.start()) {
            site.inbox().file("orders.jsonl", Orders.manyLines("stop-", orders));
            Patience.until("the sending to be under way", () -> farEnd.created() >= 200);
            assertClean(gateway);
        }
        long sent = farEnd.created();
        assertThat(sent).isLessThan(orders);
        assertThat(site.filed().all()).allMatch(Outcome::confirmed);

        finish(orders);
    }

    @Test
    void a_stop_in_the_middle_of_reading_goes_on_where_it_was() {
        int orders = 5_000;
        site.set("waybill.folder.ready", "rename");
        try (WaybillProcess gateway = site.start()) {
            site.inbox().file("long.csv", Orders.manyRows("read-", orders));
            Patience.until(
                    "the document to be claimed", () -> !site.inbox().claimed().isEmpty());
            assertClean(gateway);
        }
        assertThat(site.filed().all()).allMatch(Outcome::confirmed);

        finish(orders);
    }

    @Test
    void calls_that_take_long_are_waited_for() {
        farEnd.faults("[{\"fault\":\"latency\",\"delay\":\"3000\"}]");
        int orders = 30;
        try (WaybillProcess gateway = site.start()) {
            site.inbox().file("slow.jsonl", Orders.manyLines("slow-", orders));
            Patience.until("a call to be on its way", () -> farEnd.created() >= 1);
            assertClean(gateway);
        }
        assertThat(site.filed().all()).allMatch(Outcome::confirmed);

        farEnd.faults("[]");
        finish(orders);
    }

    @Test
    void a_stop_with_nothing_to_do_is_quick() {
        try (WaybillProcess gateway = site.start()) {
            long before = System.nanoTime();
            assertClean(gateway);
            assertThat((System.nanoTime() - before) / 1_000_000_000).isLessThan(20);
        }
    }

    private static void assertClean(WaybillProcess gateway) {
        assertThat(gateway.terminate()).as("%s", gateway.log()).isIn(0, 143);
        assertThat(gateway.log())
                .doesNotContain("ERROR")
                .doesNotContain("not clean")
                .doesNotContain("Exception");
    }

    private void finish(int orders) {
        try (WaybillProcess gateway = site.start()) {
            List<Outcome> outcomes = site.filed().await(orders);
            assertThat(outcomes).allMatch(Outcome::confirmed);
            assertThat(farEnd.books().byEmail()).hasSize(orders);
            assertThat(farEnd.counts().get("calls").asLong()).isEqualTo(orders);
            assertThat(gateway.log()).doesNotContain("in doubt");
        }
    }
}
