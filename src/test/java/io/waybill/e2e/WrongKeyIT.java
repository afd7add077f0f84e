package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong key costs a handful of calls and no order. */
class WrongKeyIT {
    private static final int ORDERS = 500;

    @TempDir
    Path folder;

    @Test
    void orders_wait_until_the_key_is_right() {
        try (FarEnd farEnd = FarEnd.start("right-key")) {
            Site site = new Site(folder, farEnd).account("main", farEnd, "wrong-key");
            try (WaybillProcess gateway = site.start()) {
                site.inbox().file("orders.jsonl", Orders.manyLines("key-", ORDERS));
                String line = gateway.awaitLine("is suspended");
                assertThat(line).contains("main").contains("check the account's key");

                site.inbox().file("more.jsonl", Orders.manyLines("more-", ORDERS));
                site.inbox().awaitTaken();
                Patience.holds(
                        "no more than a handful of calls",
                        Duration.ofSeconds(2),
                        () -> farEnd.counts().get("calls").asLong() <= 5);
                assertThat(farEnd.created()).isZero();
                assertThat(site.filed().all()).isEmpty();
                assertThat(gateway.terminate()).isIn(0, 143);
            }

            site.account("main", farEnd, "right-key");
            try (WaybillProcess gateway = site.start()) {
                List<Outcome> outcomes = site.filed().await(2 * ORDERS);
                assertThat(outcomes).allMatch(Outcome::confirmed);
                assertThat(farEnd.books().byEmail()).hasSize(2 * ORDERS);
                assertThat(gateway.log()).doesNotContain("is suspended");
            }
        }
    }

    @Test
    void an_account_in_trouble_does_not_hold_up_another() {
        try (FarEnd farEnd = FarEnd.start("right-key")) {
            Site site = new Site(folder, farEnd).account("broken", farEnd, "wrong-key");
            try (WaybillProcess gateway = site.start()) {
                site.inbox("broken").file("broken.jsonl", Orders.manyLines("broken-", ORDERS));
                assertThat(gateway.awaitLine("is suspended")).contains("broken");
                site.inbox("main").file("well.jsonl", Orders.manyLines("well-", ORDERS));

                assertThat(site.filed().await("well.jsonl", ORDERS)).allMatch(Outcome::confirmed);
                assertThat(farEnd.books().byEmail()).hasSize(ORDERS);
            }
        }
    }

    @Test
    void a_limit_of_the_far_end_is_kept_over_a_restart() {
        try (FarEnd farEnd = FarEnd.start("right-key", "code=8,count=1")) {
            Site site = new Site(folder, farEnd);
            try (WaybillProcess gateway = site.start()) {
                site.inbox().file("limited.jsonl", Orders.manyLines("limit-", 20));
                gateway.awaitLine("is suspended");
                gateway.kill();
            }
            try (WaybillProcess gateway = site.start()) {
                assertThat(gateway.isAlive()).isTrue();
                Patience.holds(
                        "no more calls",
                        Duration.ofSeconds(2),
                        () -> farEnd.counts().get("calls").asLong() == 1);
            }
        }
    }
}
