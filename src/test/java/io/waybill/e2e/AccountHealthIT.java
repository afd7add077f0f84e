package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account in trouble costs a handful of calls and no order, and goes on without a restart. */
class AccountHealthIT {
    private static final int ORDERS = 10_000;

    @TempDir
    Path folder;

    @Test
    void orders_under_a_wrong_key_wait_and_all_go_out_when_a_person_puts_it_right() throws IOException {
        try (FarEnd farEnd = FarEnd.start("right-key")) {
            Path key = Files.writeString(folder.resolve("main.key"), "wrong-key\n");
            Site site = new Site(folder, farEnd)
                    .without("waybill.accounts.main.key")
                    .set("waybill.accounts.main.key-file", key.toString())
                    .set("waybill.probe.pause", "10m");
            try (WaybillProcess gateway = site.start()) {
                site.inbox().file("orders.jsonl", Orders.manyLines("key-", ORDERS));
                site.inbox().awaitTaken();
                assertThat(gateway.awaitLine("is suspended")).contains("main", "check the account's key");
                Patience.until("the first question", () -> calls(farEnd) >= 2);

                Commands.Ran refused = site.command("accounts", "resume", "main", "--by", "anna");
                assertThat(refused.exit()).isEqualTo(1);
                assertThat(refused.log()).contains("is not resumed", "code 4", "9 characters", "--force");
                Commands.Ran check = site.command("accounts", "check", "main");
                assertThat(check.exit()).isEqualTo(1);
                assertThat(check.log()).contains("NOT USABLE", "code 4");
                assertThat(site.command("status").log()).contains("main SUSPENDED");

                Files.writeString(key, "right-key\n");
                assertThat(site.command("accounts", "check").log()).contains("OK", "accounts resume main");
                assertThat(calls(farEnd))
                        .as("calls under the wrong key, checks included")
                        .isLessThanOrEqualTo(6);
                Commands.Ran resumed = site.command("accounts", "resume", "main", "--by", "anna");
                assertThat(resumed.exit()).isZero();
                assertThat(resumed.log()).contains("is resumed");

                allGoOut(site, farEnd, ORDERS);
                assertThat(gateway.awaitLine("anna resumes")).contains("account main");
                assertThat(gateway.awaitLine("anna wanted to resume")).contains("code 4");
                assertThat(gateway.log().lines().filter(line -> line.contains("is suspended")))
                        .hasSize(1);
                assertThat(gateway.log() + resumed.log() + refused.log()).doesNotContain("right-key", "wrong-key");
            }
        }
    }

    @Test
    void the_gateway_finds_out_by_itself_that_the_configuration_was_put_right() {
        try (FarEnd farEnd = FarEnd.start("right-key")) {
            Site site = new Site(folder, farEnd)
                    .account("main", farEnd, "wrong-key")
                    .set("waybill.probe.pause", "1s");
            try (WaybillProcess gateway = site.start()) {
                site.inbox().file("orders.jsonl", Orders.manyLines("key-", 500));
                gateway.awaitLine("is suspended");
                Patience.until("some questions", () -> calls(farEnd) >= 3);
                assertThat(farEnd.created()).isZero();
                site.account("main", farEnd, "right-key").configure();

                assertThat(gateway.awaitLine("has other credentials now")).contains("key of 9 characters");
                gateway.awaitLine("Account main is resumed");
                allGoOut(site, farEnd, 500);
                assertThat(calls(farEnd)).isLessThanOrEqualTo(500 + 15);
                assertThat(gateway.log().lines().filter(line -> line.contains("is suspended")))
                        .hasSize(1);
                assertThat(gateway.log().lines().filter(line -> line.contains("is resumed")))
                        .hasSize(1);
            }
        }
    }

    @Test
    void an_order_that_alone_is_refused_does_not_stop_the_others() {
        try (FarEnd farEnd = FarEnd.start("right-key", "code=6,operation=CreateOrder,count=2")) {
            Site site = new Site(folder, farEnd).set("waybill.probe.pause", "1s");
            try (WaybillProcess gateway = site.start()) {
                site.inbox().file("odd.json", Orders.create("odd"));
                Outcome rejected = site.filed().await(1).get(0);
                assertThat(rejected.state()).isEqualTo("rejected");
                assertThat(rejected.json().toString()).contains("It was refused so before");
                site.inbox().file("orders.jsonl", Orders.manyLines("one-", 50));
                assertThat(site.filed().await("orders.jsonl", 50)).allMatch(Outcome::confirmed);
                assertThat(farEnd.created()).isEqualTo(50);
                assertThat(gateway.log().lines().filter(line -> line.contains("is suspended")))
                        .hasSize(1);
            }
        }
    }

    @Test
    void after_code_8_nothing_is_asked_until_a_person_says_so() {
        try (FarEnd farEnd = FarEnd.start("right-key", "code=8,count=1")) {
            Site site = new Site(folder, farEnd).set("waybill.probe.pause", "100ms");
            try (WaybillProcess gateway = site.start()) {
                site.inbox().file("limited.jsonl", Orders.manyLines("limit-", 20));
                gateway.awaitLine("is suspended until");
                Commands.Ran check = site.command("accounts", "check", "main");
                assertThat(check.exit()).isEqualTo(1);
                assertThat(check.log()).contains("Not asked");
                Patience.holds("no more calls", Duration.ofSeconds(2), () -> calls(farEnd) == 1);

                assertThat(site.command("accounts", "resume", "main").exit()).isZero();
                assertThat(site.filed().await(20)).allMatch(Outcome::confirmed);
                assertThat(calls(farEnd)).isEqualTo(21);
            }
        }
    }

    @Test
    void a_paused_gateway_accepts_and_sends_nothing_over_a_restart_too() {
        try (FarEnd farEnd = FarEnd.start("right-key")) {
            Site site = new Site(folder, farEnd);
            try (WaybillProcess gateway = site.start()) {
                assertThat(site.command("pause", "--by", "anna").log()).contains("Paused by anna");
                site.inbox().file("orders.jsonl", Orders.manyLines("p-", 30));
                site.inbox().awaitTaken();
                gateway.awaitLine("anna paused the gateway");
                gateway.kill();
            }
            try (WaybillProcess gateway = site.start()) {
                gateway.awaitLine("Nothing is sent: anna paused");
                assertThat(site.command("status").log()).contains("anna paused the gateway", "./waybill resume");
                Patience.holds("no calls", Duration.ofSeconds(1), () -> calls(farEnd) == 0);
                assertThat(site.command("resume", "--by", "bob").log()).contains("It sends again", "anna");
                assertThat(site.filed().await(30)).allMatch(Outcome::confirmed);
                gateway.awaitLine("bob resumed the gateway");
            }
        }
    }

    @Test
    void a_dry_run_logs_what_it_would_send_and_a_real_run_sends_it() {
        try (FarEnd farEnd = FarEnd.start("right-key")) {
            Site site = new Site(folder, farEnd);
            try (WaybillProcess gateway = site.begin("--dry-run")) {
                gateway.awaitLine("This is a dry run");
                site.inbox().file("orders.jsonl", Orders.manyLines("dry-", 30) + Orders.create("bad", ""));
                site.inbox().awaitTaken();
                assertThat(gateway.awaitLine("(ref dry-30) would be sent"))
                        .contains("POST " + farEnd.url() + "/api/CreateOrder", "bill_email=")
                        .containsPattern("&hash=[0-9a-f]{4}\\*{4}$");
                assertThat(gateway.terminate()).isIn(0, 143);
                assertThat(gateway.log())
                        .contains("30 order(s) would have been sent")
                        .doesNotContain("right-key");
                assertThat(calls(farEnd)).isZero();
            }
            try (WaybillProcess gateway = site.start()) {
                assertThat(site.filed().await(31).stream().filter(Outcome::confirmed))
                        .hasSize(30);
                assertThat(gateway.isAlive()).isTrue();
                assertThat(calls(farEnd)).isEqualTo(30);
            }
        }
    }

    /** All but the one whose refusal could not be verified, which is a doubt. */
    private static void allGoOut(Site site, FarEnd farEnd, int orders) {
        long confirmed =
                site.filed().await(orders).stream().filter(Outcome::confirmed).count();
        assertThat(confirmed).isGreaterThanOrEqualTo(orders - 1L);
        assertThat(farEnd.books().byEmail()).hasSize((int) confirmed);
    }

    private static long calls(FarEnd farEnd) {
        return farEnd.counts().get("calls").asLong();
    }
}
