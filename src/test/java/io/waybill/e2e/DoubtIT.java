package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders in doubt, from the file in which they came to the far end's books and back into a file. */
class DoubtIT {
    @TempDir
    Path folder;

    @Test
    void a_ledger_from_yesterday_doubles_nothing_of_what_was_sent_since() throws IOException {
        int orders = 20;
        Path copy = folder.resolve("copy.db");
        try (FarEnd farEnd = FarEnd.start("doubt-key")) {
            Site site = new Site(folder, farEnd).set("waybill.accounts.main.settling-time", "1s");
            try (WaybillProcess gateway = site.start()) {
                assertThat(site.command("pause").exit()).isZero();
                site.inbox().file("before.jsonl", Orders.manyLines("b-", orders));
                site.inbox().awaitTaken();
                assertThat(site.command("ledger", "backup", copy.toString()).exit())
                        .isZero();
                assertThat(site.command("resume").exit()).isZero();
                site.inbox().file("since.json", Orders.create("since"));
                assertThat(site.filed().await(orders + 1)).allMatch(Outcome::confirmed);
                assertThat(gateway.terminate()).isEqualTo(143);
            }
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(site.data().resolve("ledger.db" + suffix));
            }
            Files.move(copy, site.data().resolve("ledger.db"));
            site.set("waybill.after-restore", true);
            try (WaybillProcess gateway = site.start()) {
                assertThat(gateway.log()).contains(orders + " open order(s) are asked about", "/since.");
                assertThat(site.command("resume").exit()).isZero();
                Patience.until(
                        "nothing is open",
                        () -> site.command("list", "--state", "confirmed", "--limit", "50")
                                        .log()
                                        .lines()
                                        .filter(line -> line.contains("b-"))
                                        .count()
                                == orders);
                assertThat(farEnd.created()).isEqualTo(orders + 1);
                assertThat(site.filed().await("before.jsonl", orders)).allMatch(Outcome::confirmed);
            }
        }
    }

    @Test
    void whatever_cut_the_answer_off_each_order_is_there_once_and_none_is_left_in_doubt() {
        int orders = 40;
        String only = ",operation=CreateOrder,count=";
        try (FarEnd farEnd = FarEnd.start(
                "doubt-key",
                "cut-after" + only + 3,
                "cut-before" + only + 3,
                "code=602" + only + 3,
                "no-invoice" + only + 2,
                "latency=4s,rate=0.2" + only + 3,
                "latency-before=2500ms,rate=0.2" + only + 3)) {
            Site site = new Site(folder, farEnd)
                    .set("waybill.accounts.main.response-timeout", "1500ms")
                    .set("waybill.accounts.main.settling-time", "4s");
            try (WaybillProcess gateway = site.start()) {
                site.inbox().file("cut.csv", Orders.manyRows("d-", orders));
                // in the middle of all that
                Patience.until("some orders to be there", () -> farEnd.created() >= 5);
                gateway.kill();
            }
            try (WaybillProcess gateway = site.start()) {
                List<Outcome> outcomes = site.filed().await(orders);
                assertThat(outcomes).allMatch(Outcome::confirmed);
                Map<String, JsonNode> books = farEnd.books().byTag();
                assertThat(farEnd.books().byEmail()).hasSize(orders);
                assertThat(outcomes)
                        .allSatisfy(outcome -> assertThat(outcome.billId())
                                .isEqualTo(
                                        books.get(outcome.id()).get("bill_id").asLong()));
                assertThat(outcomes).anyMatch(outcome -> outcome.text("note") != null);
                assertThat(outcomes)
                        .anyMatch(outcome -> outcome.json().get("attempts").asInt() > 1);
                Path results = site.filed().awaitFile("archive", "/cut.csv.results.csv");
                assertThat(Filed.text(results).lines().filter(line -> line.contains(",confirmed,")))
                        .hasSize(orders);
                assertThat(gateway.isAlive()).isTrue();
            }
        }
    }

    @Test
    void an_order_that_nobody_can_tell_of_waits_for_a_person_with_what_is_known() {
        try (FarEnd farEnd = FarEnd.start("mute-key", "cut-before")) {
            Site site = new Site(folder, farEnd).set("waybill.accounts.main.doubt-timeout", "2s");
            try (WaybillProcess gateway = site.start()) {
                site.inbox().file("mute.jsonl", Orders.lines(Orders.create("m-1"), Orders.delete("m-1")));

                Outcome outcome = site.filed().await(1).get(0);
                assertThat(outcome.state()).isEqualTo("in_doubt");
                assertThat(outcome.file().toString()).contains("/errors/");
                assertThat(outcome.reason()).contains("could not be asked in time");
                assertThat(outcome.text("advice")).contains("Look in the shop");
                assertThat(outcome.json().get("candidates")).isEmpty();
                assertThat(gateway.isAlive()).isTrue();
            }
        }
    }

    @Test
    void a_stop_does_not_wait_for_a_question_that_hangs() {
        try (FarEnd farEnd = FarEnd.start(
                "slow-key",
                "cut-after,operation=CreateOrder",
                "latency=40s,operation=getOrdersWithGoods",
                "latency=40s,operation=GetBills")) {
            Site site = new Site(folder, farEnd).set("waybill.accounts.main.response-timeout", "60s");
            try (WaybillProcess gateway = site.start()) {
                site.inbox().file("slow.jsonl", Orders.lines(Orders.create("s-1")));
                Patience.until(
                        "a question to be on its way",
                        () -> farEnd.counts().get("calls").asLong() >= 2);
                long begin = System.nanoTime();
                assertThat(gateway.terminate()).isIn(0, 143);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
                assertThat(gateway.log()).doesNotContain("ERROR").doesNotContain("Exception");
            }
            farEnd.faults("[]");
            try (WaybillProcess gateway = site.start()) {
                assertThat(site.filed().await(1)).allMatch(Outcome::confirmed);
                assertThat(farEnd.books().byEmail()).hasSize(1);
                assertThat(gateway.isAlive()).isTrue();
            }
        }
    }
}
