package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which a folder's writers may finish, and names that they may choose. */
class ReadyModesIT {
    @TempDir
    Path folder;

    private FarEnd farEnd;
    private Site site;

    @BeforeEach
    void start() {
        farEnd = FarEnd.start("modes-key");
        site = new Site(folder, farEnd);
    }

    @AfterEach
    void stop() {
        farEnd.close();
    }

    @Test
    void a_file_waits_for_its_done_file() throws IOException {
        site.set("waybill.folder.ready", "done-file");
        try (WaybillProcess gateway = site.start()) {
            assertThat(gateway.isAlive()).isTrue();
            site.inbox().file("waits.json", Orders.create("waits"));
            site.inbox().file("done.json", Orders.list(Orders.create("done-1"), Orders.create("done-2")));
            site.inbox().file("done.json.done", "");

            assertThat(site.filed().await("done.json", 2)).allMatch(Outcome::confirmed);
            Path inbox = site.inbox().folder();
            Patience.holds("the other waits", Duration.ofSeconds(1), () -> Files.exists(inbox.resolve("waits.json")));
            assertThat(inbox.resolve("done.json.done")).doesNotExist();

            Files.createFile(inbox.resolve("waits.json.done"));
            assertThat(site.filed().await("waits.json", 1)).allMatch(Outcome::confirmed);
            Patience.until("an empty inbox", () -> site.inbox().waiting().isEmpty());
        }
    }

    @Test
    void a_document_may_be_the_same_every_week() {
        site.set("waybill.folder.ready", "rename").set("waybill.folder.duplicates", "accept");
        String standing = "{\"bill_email\":\"weekly@example.com\",\"goods\":[{\"good_name\":\"course\"}]}\n";
        try (WaybillProcess gateway = site.start()) {
            assertThat(gateway.isAlive()).isTrue();
            site.inbox().file("week-1.jsonl", standing.repeat(2));
            site.filed().await("week-1.jsonl", 2);

            site.inbox().file("week-2.jsonl", standing.repeat(2));

            assertThat(site.filed().await("week-2.jsonl", 2)).allMatch(Outcome::confirmed);
            assertThat(farEnd.books().orders()).hasSize(4);
            assertThat(farEnd.books().byTag()).hasSize(4);

            site.inbox().file("with-ref-1.json", Orders.create("weekly-ref"));
            site.filed().await("with-ref-1.json", 1);
            site.inbox().file("with-ref-2.json", Orders.create("weekly-ref"));
            assertThat(site.filed().await("with-ref-2.json", 1).get(0).state()).isEqualTo("duplicate");
        }
    }

    @Test
    void a_document_that_breaks_off_in_rename_mode_loses_only_its_last_orders() {
        site.set("waybill.folder.ready", "rename");
        String whole =
                Orders.list(Orders.create("r-1"), Orders.create("r-2"), Orders.create("r-3"), Orders.create("r-4"));
        try (WaybillProcess gateway = site.start()) {
            assertThat(gateway.isAlive()).isTrue();
            site.inbox().file("cut.json", whole.substring(0, whole.indexOf("r-4")));
            List<Outcome> cut = site.filed().await("cut.json", 3);
            assertThat(cut).extracting(Outcome::state).containsExactly("confirmed", "confirmed", "invalid");
            assertThat(cut.get(2).reason()).contains("document broke off");

            site.inbox().file("whole.json", whole);

            assertThat(site.filed().await("whole.json", 4))
                    .extracting(Outcome::state)
                    .containsExactly("duplicate", "duplicate", "confirmed", "confirmed");
            assertThat(farEnd.books().byEmail()).hasSize(4);
        }
    }

    @Test
    void hostile_names_do_no_harm() {
        List<String> names = List.of(
                "two words and more.json",
                " leading and trailing .json",
                "-rf.json",
                "--help.json",
                "it's \"quoted\".json",
                "semi;colon&and|pipe`id`$(id).json",
                "star*question?.json",
                "percent%2e%2e%2fescape.json",
                "${sys.user.home}.json",
                "${file:name}-simple.json",
                "#{bean}.json",
                "tab\there.json",
                "line\nbreak.json",
                "escape\u001b[2J.json",
                "\u65e5\u672c\u8a9e \u2713 \ud83d\ude00.json",
                "right\u202etfel.json",
                "decomposed-e\u0301.json",
                "CON.json",
                "NUL",
                "a..b.json",
                "dots....json",
                "no-ending",
                "UPPER.JSON",
                "x".repeat(250) + ".json",
                "\u0436".repeat(120) + ".json",
                "a.receipts.jsonl.json",
                "table.results.csv.json",
                "unreadable",
                "duplicate");
        site.set("waybill.folder.ready", "rename");
        try (WaybillProcess gateway = site.start()) {
            assertThat(gateway.isAlive()).isTrue();
            for (int i = 0; i < names.size(); i++) {
                site.inbox().file(names.get(i), Orders.create("name-" + i));
            }

            List<Outcome> outcomes = site.filed().await(names.size());

            assertThat(outcomes).extracting(Outcome::document).containsExactlyInAnyOrderElementsOf(names);
            assertThat(outcomes).allMatch(Outcome::confirmed);
            assertThat(farEnd.books().byEmail()).hasSize(names.size());
            site.inbox().awaitTaken();
            assertThat(site.filed().below("accepted")).hasSize(names.size());
            assertThat(gateway.log()).doesNotContain("ERROR").doesNotContain("\u001b");
        }
    }

    @Test
    void a_backslash_in_a_name_does_no_harm() {
        site.set("waybill.folder.ready", "rename");
        try (WaybillProcess gateway = site.start()) {
            site.inbox().file("back\\slash.json", Orders.create("backslash"));
            site.inbox("main").file("two\\back\\slashes.json", Orders.create("escape"));
            site.inbox("main").file("slash.json", Orders.create("beside"));

            List<Outcome> outcomes = site.filed().await(3);

            assertThat(outcomes).allMatch(Outcome::confirmed);
            assertThat(outcomes)
                    .extracting(Outcome::document)
                    .containsExactlyInAnyOrder("back\\slash.json", "two\\back\\slashes.json", "slash.json");
            assertThat(gateway.isAlive()).isTrue();
        }
    }

    @Test
    void files_that_wait_when_the_gateway_starts_are_taken_once_each() {
        site.set("waybill.folder.ready", "rename");
        int documents = 60;
        for (int i = 1; i <= documents; i++) {
            site.inbox().file("early-" + i + ".csv", Orders.HEADER + Orders.row("early-" + i));
        }
        try (WaybillProcess gateway = site.start()) {
            assertThat(site.filed().await(documents)).allMatch(Outcome::confirmed);
            site.inbox().awaitTaken();
            assertThat(farEnd.books().byEmail()).hasSize(documents);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void a_second_gateway_on_the_same_data_is_refused_and_the_first_goes_on() {
        try (WaybillProcess gateway = site.start();
                WaybillProcess second = site.begin()) {
            assertThat(second.exit()).isEqualTo(2);
            assertThat(second.log()).contains(site.data().toString());
            site.inbox().file("after.json", Orders.create("after"));
            assertThat(site.filed().await("after.json", 1)).allMatch(Outcome::confirmed);
            assertThat(gateway.isAlive()).isTrue();
        }
    }

    @Test
    void a_misspelt_key_is_told_and_nothing_starts() {
        site.set("waybill.folder.redy", "rename");
        try (WaybillProcess gateway = site.begin()) {
            assertThat(gateway.exit()).isEqualTo(2);
            assertThat(gateway.log()).contains("waybill.folder.redy");
        }
    }
}
