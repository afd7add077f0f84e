package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that failed are sent again by a person, and everything on file says so. */
class ReplayIT {
    @TempDir
    Path folder;

    @Test
    void what_was_given_up_goes_through_when_the_far_end_is_back() throws Exception {
        FarEnd farEnd = FarEnd.start("key");
        Site site = new Site(folder, farEnd)
                .set("waybill.retry.max-attempts", 1)
                .set("waybill.accounts.main.connect-timeout", "1s");
        farEnd.close();
        try (WaybillProcess gateway = site.start()) {
            assertThat(gateway.isAlive()).isTrue();
            site.inbox().file("table.csv", Orders.manyRows("row-", 3));
            site.inbox().file("single.json", Orders.create("single"));
            List<Outcome> failed = site.filed().await(4);
            assertThat(failed).allSatisfy(outcome -> {
                assertThat(outcome.state()).isEqualTo("undelivered");
                assertThat(outcome.reason()).contains("one try", "refused");
            });
            Path rejects = site.filed().awaitFile("errors/rejects", "table.csv.rejects.csv");

            int port = Integer.parseInt(farEnd.url().substring(farEnd.url().lastIndexOf(':') + 1));
            try (FarEnd again = FarEnd.start(port, "key")) {
                String said = command(site, "replay", "single", "--by", "anna", "--reason", "the shop is back");
                assertThat(said).contains("(single) was undelivered and is due again");
                assertThat(command(site, "replay", "--state", "undelivered"))
                        .contains("3 orders are undelivered", "3 are due again");
                Patience.untilAsserted(
                        "four receipts",
                        () -> assertThat(site.filed().all()).hasSize(4).allMatch(Outcome::confirmed));
                Patience.until("no rejects", () -> !Files.exists(rejects));
                assertThat(again.books().byTag().keySet())
                        .containsExactlyInAnyOrderElementsOf(
                                failed.stream().map(Outcome::id).toList());
                assertThat(site.filed().below("errors/.resolved")).hasSize(1);
                assertThat(command(site, "show", "single")).contains("replayed: anna: the shop is back", "given up");
            }
        }
    }

    private static String command(Site site, String... words) {
        Commands.Ran command = site.command(words);
        assertThat(command.exit()).as(command.log()).isZero();
        return command.log();
    }
}
