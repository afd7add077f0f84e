package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One gateway, one far end, and documents as partners drop them. */
class FolderIT {
    @TempDir
    static Path folder;

    private static FarEnd farEnd;
    private static Site site;
    private static WaybillProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        Path mappings = Files.createDirectories(folder.resolve("config/mappings"));
        Files.writeString(
                mappings.resolve("partner.yaml"),
                "fields: {ref: No, bill_email: Mail}\n"
                        + "goods: [{good_name: Article, good_sum: {from: Price, decimal: \",\"}}]\n");
        farEnd = FarEnd.start("folder-key");
        // long enough that a machine which is busy elsewhere is not taken for a writer that is done
        site = new Site(folder, farEnd).account("second", farEnd, farEnd.key()).set("waybill.folder.settle", "500ms");
        gateway = site.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        farEnd.close();
    }

    @Test
    void operators_are_told_what_became_of_an_order_and_no_log_tells_their_token() throws IOException {
        site.inbox("main").file("asked.json", Orders.create("asked-by-operators"));
        Outcome receipt = site.filed().await("asked.json", 1).get(0);

        assertThat(answer("status")).contains("main", "Since the start");
        assertThat(answer("show", "asked-by-operators", "--json"))
                .contains("\"id\":\"" + receipt.id() + "\"", "\"state\":\"confirmed\"");
        String token =
                Files.readString(site.data().resolve("gateway.json")).replaceFirst(".*\"token\":\"(\\w+)\".*", "$1");
        assertThat(token).hasSize(64);
        assertThat(gateway.log()).contains("api      http://127.0.0.1:").doesNotContain(token);
    }

    private static String answer(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--data", site.data().toString()));
        try (WaybillProcess asking = WaybillProcess.start(folder.resolve("asking-" + command[0] + ".log"), arguments)) {
            assertThat(asking.exit()).as("%s", asking.log()).isZero();
            return asking.log();
        }
    }

    private static String on(String account, String order) {
        return order.replaceFirst("\\{", "{\"account\":\"" + account + "\",");
    }

    private static void assertInTheBooks(Outcome receipt) {
        assertThat(receipt.state()).as("%s", receipt.json()).isEqualTo("confirmed");
        assertThat(farEnd.books().byTag().get(receipt.id()).get("bill_id").asLong())
                .isEqualTo(receipt.billId());
    }

    @Test
    void a_document_of_one_order_gets_a_receipt_of_its_own() {
        site.inbox("main").file("one.json", Orders.create("one-1"));

        Outcome receipt = site.filed().await("one.json", 1).get(0);

        assertInTheBooks(receipt);
        assertThat(receipt.file().getFileName().toString())
                .isEqualTo("one-1.CreateOrder." + receipt.id().substring(0, 8) + ".json");
        assertThat(site.data().relativize(receipt.file()).toString())
                .matches("archive/\\d{4}/\\d\\d/\\d\\d/main/[^/]+");
        assertThat(receipt.json().at("/reply/error_code").asInt(-1)).isZero();
        assertThat(receipt.json().at("/fields/goods/0/good_name").asText()).isEqualTo("course");
        assertThat(receipt.json().has("sandbox")).isFalse();
    }

    @Test
    void a_document_of_many_orders_gets_two_files_of_lines() {
        site.inbox("main")
                .file(
                        "many.json",
                        Orders.list(
                                Orders.create("many-1"),
                                Orders.create("many-2", "missing-course"),
                                "{\"ref\":\"many-3\"}",
                                Orders.create("many-4")));

        List<Outcome> outcomes = site.filed().await("many.json", 4);

        assertThat(outcomes)
                .extracting(Outcome::state)
                .containsExactly("confirmed", "rejected", "invalid", "confirmed");
        assertInTheBooks(outcomes.get(0));
        assertInTheBooks(outcomes.get(3));
        assertThat(outcomes.get(0).file()).isEqualTo(outcomes.get(3).file());
        assertThat(outcomes.get(0).file().toString()).contains("/archive/").endsWith("/main/many.json.receipts.jsonl");
        assertThat(outcomes.get(1).file().toString())
                .contains("/errors/rejected/")
                .endsWith("/main/many.json.errors.jsonl");
        assertThat(outcomes.get(1).json().get("error_code").asInt()).isEqualTo(604);
        assertThat(outcomes.get(1).text("advice")).isNotBlank();
        assertThat(outcomes.get(2).file().toString())
                .contains("/errors/invalid/")
                .endsWith("/main/many.json.errors.jsonl");
        assertThat(outcomes.get(2).reason())
                .contains("many.json, order 3, line 4")
                .contains("bill_email");
    }

    @Test
    void lines_come_through_with_and_without_a_last_line_break() {
        site.inbox("main").file("lines.jsonl", Orders.lines(Orders.create("lines-1"), Orders.create("lines-2")));
        site.inbox("main")
                .file(
                        "open-end.jsonl",
                        Orders.lines(Orders.create("open-1"), Orders.create("open-2"))
                                .stripTrailing());

        site.filed().await("lines.jsonl", 2).forEach(FolderIT::assertInTheBooks);
        site.filed().await("open-end.jsonl", 2).forEach(FolderIT::assertInTheBooks);
    }

    @Test
    void the_folder_or_the_order_names_the_account() {
        site.inbox("second").file("of-second.json", Orders.create("acc-1"));
        site.inbox().file("by-field.json", on("second", Orders.create("acc-2")));
        site.inbox().file("of-none.json", Orders.create("acc-3"));
        site.inbox("third").file("of-third.json", Orders.create("acc-4"));

        assertThat(site.filed().await("of-second.json", 1).get(0).file().toString())
                .contains("/second/");
        assertThat(site.filed().await("by-field.json", 1).get(0).text("account"))
                .isEqualTo("second");
        assertThat(site.filed().await("of-none.json", 1).get(0).reason())
                .contains("account")
                .contains("main, second");
        assertThat(site.filed().awaitReason("unreadable", "of-third.json"))
                .contains("third")
                .contains("main, second");
    }

    @Test
    void a_table_gets_results_and_rejects_and_corrected_rejects_go_through() {
        String table = "ref,bill_email,good_name,good_sum,bill_comment\r\n"
                + "tab-1,tab-1@example.com,course,1500.00,\"two\r\nlines\"\r\n"
                + "tab-2,no address,course,1500.00,\r\n"
                + "tab-3,tab-3@example.com,missing-course,10,\"a, b\"\r\n"
                + "tab-4,tab-4@example.com,course,1500.00,\r\n"
                + "tab-4,tab-4@example.com,workbook,300,\r\n";
        site.inbox("main").file("table.csv", table);

        Path results = site.filed().awaitFile("archive", "/table.csv.results.csv");
        Path rejects = site.filed().awaitFile("errors", "/table.csv.rejects.csv");
        List<Outcome> outcomes = site.filed().await("table.csv", 4);

        assertThat(outcomes)
                .extracting(Outcome::state)
                .containsExactly("confirmed", "invalid", "rejected", "confirmed");
        assertThat(Filed.text(results))
                .startsWith(
                        "ref,bill_email,good_name,good_sum,bill_comment,waybill_outcome,waybill_invoice,waybill_reason\r\n"
                                + "tab-1,tab-1@example.com,course,1500.00,\"two\r\nlines\",confirmed,"
                                + outcomes.get(0).billId() + ",\r\n"
                                + "tab-2,no address,course,1500.00,,invalid,,")
                .contains("\r\ntab-4,tab-4@example.com,workbook,300,,confirmed,"
                        + outcomes.get(3).billId() + ",\r\n");
        String toCorrect = Filed.text(rejects);
        assertThat(toCorrect.lines()).hasSize(3);
        assertThat(toCorrect.lines().findFirst().orElseThrow())
                .isEqualTo("ref,bill_email,good_name,good_sum,bill_comment,waybill_reason");

        site.inbox("main")
                .file(
                        "table-corrected.csv",
                        toCorrect.replace("no address", "tab-2@example.com").replace("missing-course", "course"));
        site.filed().await("table-corrected.csv", 2).forEach(FolderIT::assertInTheBooks);

        assertThat(farEnd.books().emails().stream().filter(email -> email.startsWith("tab-")))
                .containsExactlyInAnyOrder(
                        "tab-1@example.com", "tab-2@example.com", "tab-3@example.com", "tab-4@example.com");
    }

    @Test
    void a_partners_table_goes_by_its_mapping_and_so_do_its_corrected_rejects() {
        Drop partner = site.inbox("main/partner");
        partner.file(
                "partner.csv",
                "No;Mail;Article;Price\r\n"
                        + "map-1;map-1@example.com;course;1.500,00\r\n"
                        + "map-1;;workbook;300\r\n"
                        + "map-2;no address;course;1.500,00\r\n");
        String toCorrect = Filed.text(site.filed().awaitFile("errors", "/partner.csv.rejects.csv"));
        List<Outcome> outcomes = site.filed().await("partner.csv", 2);
        assertInTheBooks(outcomes.get(0));
        assertThat(outcomes.get(0).json().at("/fields/goods/0/good_sum").asText())
                .isEqualTo("1500.00");
        assertThat(outcomes.get(1).reason()).contains("bill_email (from \"Mail\"): found \"no address\"");
        assertThat(toCorrect).startsWith("No;Mail;Article;Price;waybill_reason\r\nmap-2;no address;course;1.500,00;");
        assertThat(Filed.text(site.filed().awaitFile("archive", "/partner.csv.results.csv")))
                .contains("\r\nmap-1;;workbook;300;confirmed;" + outcomes.get(0).billId());

        partner.file("partner-corrected.csv", toCorrect.replace("no address", "map-2@example.com"));
        site.filed().await("partner-corrected.csv", 1).forEach(FolderIT::assertInTheBooks);
    }

    @Test
    void the_rejects_file_dropped_again_as_it_is_does_no_harm() {
        String table = Orders.HEADER + Orders.row("again-1") + "again-2,no address,course,1500.00\n";
        site.inbox("main").file("again.csv", table);
        String rejects = Filed.text(site.filed().awaitFile("errors", "/again.csv.rejects.csv"));
        site.filed().await("again.csv", 2);

        site.inbox("main").file("again-rejects.csv", rejects);

        assertThat(site.filed().await("again-rejects.csv", 1))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.state()).isEqualTo("invalid"));
    }

    @Test
    void the_same_document_twice_is_a_duplicate_and_names_the_first() {
        String text = Orders.list(Orders.create("twice-1"), Orders.create("twice-2"));
        site.inbox("main").file("twice.json", text);
        site.filed().await("twice.json", 2);

        site.inbox("main").file("twice-again.json", text);

        assertThat(site.filed().awaitReason("duplicate", "twice-again.json"))
                .contains("twice-again.json has the same content as twice.json");
        assertThat(site.filed().of("twice-again.json")).isEmpty();
        assertThat(farEnd.books().emails().stream().filter(email -> email.startsWith("twice-")))
                .hasSize(2);
    }

    @Test
    void the_same_document_twice_under_one_name_loses_neither() {
        String text = Orders.list(Orders.create("same-1"), Orders.create("same-2"));
        site.inbox("main").file("same-name.json", text);
        site.filed().await("same-name.json", 2);
        site.inbox("main").file("same-name.json", text);
        site.filed().awaitReason("duplicate", "same-name.json");

        site.inbox("main").file("same-name.json", Orders.list(Orders.create("same-3"), Orders.create("same-4")));

        assertThat(site.filed().await("same-name.json", 4)).allMatch(Outcome::confirmed);
    }

    @Test
    void a_document_of_which_an_order_failed_may_come_again_whole() {
        String text = Orders.list(Orders.create("partly-1"), Orders.create("partly-2", "missing-one"));
        site.inbox("main").file("partly.json", text);
        site.filed().await("partly.json", 2);

        site.inbox("main").file("partly-again.json", text);

        assertThat(site.filed().await("partly-again.json", 2))
                .extracting(Outcome::state)
                .containsExactly("duplicate", "rejected");
    }

    @Test
    void an_order_that_came_in_another_document_is_a_duplicate_or_a_conflict() {
        site.inbox("main").file("first.json", Orders.create("ident-1"));
        Outcome first = site.filed().await("first.json", 1).get(0);

        site.inbox("main")
                .file(
                        "second.jsonl",
                        Orders.lines(
                                Orders.create("ident-1"),
                                Orders.create("ident-1", "workbook"),
                                Orders.create("ident-2")));

        List<Outcome> outcomes = site.filed().await("second.jsonl", 3);
        assertThat(outcomes).extracting(Outcome::state).containsExactly("duplicate", "conflict", "confirmed");
        assertThat(outcomes.get(0).text("related")).isEqualTo(first.id());
        assertThat(outcomes.get(0).reason()).contains("first.json, order 1");
        assertThat(outcomes.get(1).reason()).contains("other fields").contains("first.json, order 1");
        assertThat(farEnd.books().emails().stream().filter(email -> email.equals("ident-1@example.com")))
                .hasSize(1);
    }

    @Test
    void a_document_that_broke_off_comes_again_whole_and_every_order_goes_through_once() {
        String whole = Orders.list(Orders.create("broke-1"), Orders.create("broke-2"), Orders.create("broke-3"));
        site.inbox("main").file("broke.json", whole.substring(0, whole.indexOf("broke-3") + 4));

        List<Outcome> broken = site.filed().await("broke.json", 2);
        assertThat(broken).allSatisfy(outcome -> {
            assertThat(outcome.state()).isEqualTo("invalid");
            assertThat(outcome.reason())
                    .startsWith("document broke off: broke.json")
                    .contains("line 4");
        });
        assertThat(farEnd.books().emails()).noneMatch(email -> email.startsWith("broke-"));

        site.inbox("main").file("broke.json", whole);
        Patience.untilAsserted(
                "three receipts",
                () -> assertThat(site.filed().of("broke.json").stream().filter(Outcome::confirmed))
                        .hasSize(3));
        site.filed().of("broke.json").stream().filter(Outcome::confirmed).forEach(FolderIT::assertInTheBooks);
        assertThat(farEnd.books().emails().stream().filter(email -> email.startsWith("broke-")))
                .hasSize(3);
    }

    @Test
    void two_pairs_of_create_and_delete_in_one_document_are_four_calls_in_their_order() {
        site.inbox("main")
                .file(
                        "pairs.json",
                        Orders.list(
                                Orders.create("pair"),
                                Orders.delete("pair"),
                                Orders.create("pair"),
                                Orders.delete("pair")));

        List<Outcome> outcomes = site.filed().await("pairs.json", 4);

        assertThat(outcomes).extracting(Outcome::state).containsOnly("confirmed");
        assertThat(outcomes.get(1).billId()).isEqualTo(outcomes.get(0).billId());
        assertThat(outcomes.get(3).billId())
                .isEqualTo(outcomes.get(2).billId())
                .isNotEqualTo(outcomes.get(0).billId());
        List<String> calls = farEnd.calls().stream()
                .filter(call -> call.get("body").asText().contains("pair%40")
                        || call.get("body")
                                .asText()
                                .contains("bill_id=" + outcomes.get(0).billId() + "&")
                        || call.get("body")
                                .asText()
                                .contains("bill_id=" + outcomes.get(2).billId() + "&"))
                .map(call -> call.get("operation").asText())
                .toList();
        assertThat(calls).containsExactly("CreateOrder", "DeleteOrder", "CreateOrder", "DeleteOrder");
        assertThat(farEnd.books().orders().stream()
                        .filter(order -> order.get("email").asText().equals("pair@example.com")))
                .hasSize(2)
                .allMatch(order -> order.get("deleted").asBoolean());
    }

    @Test
    void an_order_of_an_earlier_document_is_deleted_by_its_ref() {
        site.inbox("main").file("to-delete.json", Orders.create("gone-1"));
        Outcome created = site.filed().await("to-delete.json", 1).get(0);

        site.inbox("main").file("delete.json", Orders.delete("gone-1"));

        Outcome deleted = site.filed().await("delete.json", 1).get(0);
        assertThat(deleted.state()).isEqualTo("confirmed");
        assertThat(deleted.billId()).isEqualTo(created.billId());
        assertThat(farEnd.books().byTag().get(created.id()).get("deleted").asBoolean())
                .isTrue();
    }

    @Test
    void a_delete_that_comes_before_its_create_waits_for_it() {
        site.inbox("main").file("early-delete.json", Orders.delete("late-1"));
        site.inbox("main").awaitTaken();
        site.inbox("main").file("late-create.json", Orders.create("late-1"));

        Outcome created = site.filed().await("late-create.json", 1).get(0);
        assertThat(site.filed().await("early-delete.json", 1).get(0).state()).isEqualTo("confirmed");
        assertThat(farEnd.books().byTag().get(created.id()).get("deleted").asBoolean())
                .isTrue();
    }

    @Test
    void a_delete_whose_create_was_refused_says_so() {
        site.inbox("main")
                .file("refused.json", Orders.list(Orders.create("refused", "missing-it"), Orders.delete("refused")));

        List<Outcome> outcomes = site.filed().await("refused.json", 2);

        assertThat(outcomes).extracting(Outcome::state).containsExactly("rejected", "undelivered");
        assertThat(outcomes.get(1).reason()).contains("refused.json, order 1").contains("rejected");
        assertThat(outcomes.get(1).text("related")).isEqualTo(outcomes.get(0).id());

        site.inbox("main").file("refused-later.json", Orders.delete("refused"));
        Outcome later = site.filed().await("refused-later.json", 1).get(0);
        assertThat(later.state()).isEqualTo("undelivered");
        assertThat(later.reason()).contains("refused.json, order 1").contains("rejected");
    }

    @Test
    void a_file_that_is_still_being_written_is_taken_when_it_is_done() throws IOException {
        Path growing = Files.createDirectories(site.inbox("main").folder()).resolve("growing.jsonl");
        int steps = 20;
        for (int i = 1; i <= steps; i++) {
            Files.writeString(
                    growing,
                    Orders.create("grow-" + i) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            assertThat(growing).as("after step " + i).exists();
            Patience.holds("still there", Duration.ofMillis(60), () -> Files.exists(growing));
        }

        assertThat(site.filed().await("growing.jsonl", steps)).allMatch(Outcome::confirmed);
        assertThat(farEnd.books().emails().stream().filter(email -> email.startsWith("grow-")))
                .hasSize(steps);
    }

    @Test
    void drafts_and_hidden_files_are_left_alone() throws IOException {
        Path inbox = Files.createDirectories(site.inbox("main").folder());
        List<String> names = List.of("draft.tmp", "draft.json.part", "draft.JSON.TMP", ".hidden.json");
        for (String name : names) {
            Files.writeString(inbox.resolve(name), Orders.create("draft-" + names.indexOf(name)));
        }
        site.inbox("main").file("beside-drafts.json", Orders.create("beside-drafts"));

        site.filed().await("beside-drafts.json", 1);

        Patience.holds(
                "drafts still there",
                Duration.ofSeconds(2),
                () -> names.stream().allMatch(name -> Files.exists(inbox.resolve(name))));
        assertThat(farEnd.books().emails()).noneMatch(email -> email.startsWith("draft-"));
        for (String name : names) {
            Files.delete(inbox.resolve(name));
        }
    }

    @Test
    void a_file_that_cannot_be_read_lies_in_unreadable_with_its_reason() {
        site.inbox("main").file("picture.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0});
        site.inbox("main").file("empty.json", "");

        assertThat(site.filed().awaitReason("unreadable", "picture.png"))
                .contains("picture.png")
                .contains("PNG");
        assertThat(site.filed().awaitReason("unreadable", "empty.json"))
                .contains("empty.json")
                .contains("is empty");
    }

    @Test
    void a_writer_that_goes_on_after_its_file_was_taken_causes_neither_loss_nor_doubles() throws IOException {
        Path inbox = Files.createDirectories(site.inbox("main").folder());
        int first = 4000;
        int more = 200;
        try (var file = Files.newBufferedWriter(inbox.resolve("slow-writer.jsonl"))) {
            file.write(Orders.manyLines("slow-", first));
            file.flush();
            Patience.until("the file to be claimed", () -> !Files.exists(inbox.resolve("slow-writer.jsonl")));
            for (int i = 1; i <= more; i++) {
                file.write(Orders.create("slow-more-" + i) + "\n");
                file.flush();
            }
        }
        site.inbox("main").awaitTaken();

        // what was written before the last look at size and time is taken; what came later cannot be seen
        int taken = (int) site.filed().below("accepted").stream()
                .filter(file -> file.getFileName().toString().startsWith("slow-writer"))
                .flatMap(file -> Filed.text(file).lines())
                .count();
        assertThat(taken).isBetween(first, first + more);
        Path receipts = site.filed().awaitFile("archive", "/slow-writer.jsonl.receipts.jsonl");
        Patience.until("all that was taken", () -> Filed.text(receipts).lines().count() >= taken);
        assertThat(site.filed().of("slow-writer.jsonl")).hasSize(taken).allMatch(Outcome::confirmed);
        farEnd.books().byTag();
    }
}
