package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.Draft;
import io.waybill.ledger.Resolution;
import io.waybill.ledger.Verdicts;
import io.waybill.rest.GatewayFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code status}, {@code list} and {@code show} against the API over TCP. */
class AskingCommandsTest extends GatewayCommandsTestBase {
    // ---- nobody to ask

    @ParameterizedTest
    @ValueSource(strings = {"status", "list", "show A-1"})
    void without_a_gateway_one_sentence_says_so(String command) throws IOException {
        GatewayFile.remove(api.site().data());
        assertThat(run(command)).isEqualTo(3);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("No gateway is running on", "./waybill run");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_gateway_that_does_not_listen_any_more_is_none() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        new GatewayFile("http://127.0.0.1:" + closed, ProcessHandle.current().pid(), "1", "t")
                .write(api.site().data());
        assertThat(run("status")).isEqualTo(3);
        assertThat(err.toString()).contains("No gateway is running on");
    }

    @Test
    void a_file_that_is_no_gateway_file_is_named() throws IOException {
        Files.writeString(api.site().data().resolve("gateway.json"), "{}");
        assertThat(run("status")).isEqualTo(1);
        assertThat(err.toString()).contains("gateway.json", "cannot be read");
    }

    // ---- where it is

    @Test
    void the_data_folder_is_found_in_the_configuration() throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                config.resolve("application.yaml"),
                "waybill:\n  data: " + api.site().data() + "\n");
        assertThat(Main.run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        "status",
                        "--config",
                        config.toString()))
                .as("%s", err)
                .isZero();
    }

    // ---- status

    @Test
    void the_status_says_what_waits_and_that_nothing_needs_a_person() {
        api.site()
                .accept(Draft.create("a"), Draft.create("b"), Draft.create("c").invalid("bad"));
        assertThat(run("status")).isZero();
        assertThat(out.toString())
                .contains("Nothing needs a person.")
                .containsPattern("ACCOUNT +DUE +LATER")
                .containsPattern("main \\(sandbox\\) +2 +- +- +\\d+ s +- +- +- +- +1 +-")
                .containsPattern("doc1.jsonl +main +read +\\d+ s +3 +2 +1 +1")
                .contains("Open orders: 2, of which 0 under way.", "GB free");
    }

    @Test
    void the_status_says_what_failed_and_how_to_look() {
        assertThat(run("status")).isZero();
        assertThat(out.toString()).doesNotContain("Failed so far");
        api.site().accept(Draft.create("a").invalid("bad"), Draft.create("b").invalid("bad"), Draft.create("c"));
        api.site().sent(Draft.MAIN, Verdicts.rejected(604));
        assertThat(run("status")).isZero();
        assertThat(out.toString())
                .contains("Failed so far: 1 rejected, 2 invalid. ./waybill list --state rejected names them");
    }

    @Test
    void the_status_as_json_is_what_the_gateway_said() {
        assertThat(run("status --json")).isZero();
        assertThat(out.toString()).startsWith("{\"version\":\"test\"").endsWith("}\n");
        assertThat(out.toString().lines()).hasSize(1);
    }

    // ---- list

    @Test
    void a_list_has_a_row_for_each_order() {
        String id = api.site().acceptOne(Draft.create("a").invalid("bad\u001b[31m\nnews"));
        assertThat(run("list --state invalid --account main --ref a")).isZero();
        assertThat(out.toString().lines().skip(1).findFirst().orElseThrow())
                .matches(
                        "a +" + id
                                + " +main +CreateOrder +invalid +- +\\d{4}-\\S+ \\S+ +doc1.jsonl, 1 +bad\ufffd\\[31m\ufffdnews");
    }

    @Test
    void a_list_goes_over_as_many_pages_as_it_takes() {
        List<String> ids = api.site()
                .accept(IntStream.range(0, 1500)
                        .mapToObj(i -> Draft.create("r" + i))
                        .toArray(Draft[]::new));
        assertThat(run("list --state accepted --limit 1400 --json")).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(1400).doesNotHaveDuplicates();
        assertThat(lines.get(0)).startsWith("{\"id\":\"" + ids.get(1499) + "\"").endsWith("}");
        assertThat(lines.get(1399)).contains(ids.get(100));
    }

    @Test
    void a_list_says_when_there_is_none_and_when_there_may_be_more() {
        assertThat(run("list --state in_doubt")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("There are no such orders.");
        api.site().accept(Draft.create("a"), Draft.create("b"));
        assertThat(run("list --limit 1")).isZero();
        assertThat(out.toString()).contains("--limit N lists more than 1");
    }

    @Test
    void an_order_in_doubt_is_told_as_being_asked_about_or_as_waiting_for_a_person() {
        String id = api.site().acceptOne(Draft.create("a"));
        api.site().sent(Draft.MAIN, Verdicts.inDoubt());
        assertThat(run("status")).isZero();
        assertThat(out.toString())
                .contains("Nothing needs a person.", "Account main is asked about 1 order(s) in doubt, next at 20")
                .contains("1 in doubt at times");
        assertThat(run("list --state in_doubt")).isZero();
        assertThat(out.toString()).contains("in doubt, asking");
        assertThat(run("show " + id)).isZero();
        assertThat(out.toString()).containsPattern("asks again +20").contains("Nothing to do yet");

        api.site().resolve(new Resolution.Unclear("many look like it", "Look there.", "[]"));
        out.getBuffer().setLength(0);
        assertThat(run("status")).isZero();
        assertThat(run("list --state in_doubt")).isZero();
        assertThat(run("show " + id)).isZero();
        assertThat(out.toString())
                .contains("1 order is in doubt on account main", "what to do     Look there.")
                .doesNotContain("asking")
                .doesNotContain("asks again");
    }

    @Test
    void a_wrong_filter_is_wrong_usage() {
        assertThat(run("list --state lost")).isEqualTo(2);
        assertThat(run("list --limit 0")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no state \"lost\"; expected one of", "--limit is 0");
    }

    // ---- show

    @Test
    void an_order_is_shown_by_its_id_and_by_its_reference() {
        String id = api.site().acceptOne(Draft.create("A/1 ü").invalid("bad"));
        String second = api.site().acceptOne(Draft.create("A/1 ü"));
        assertThat(run("show " + id)).isZero();
        assertThat(out.toString())
                .contains(id, "bad", "bill_email = anna@example.com", "doc1.jsonl, order 1")
                .containsPattern("replaced by +" + second);
        out.getBuffer().setLength(0);
        assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(err, true), "show", "A/1 ü", "--data", data()))
                .isZero();
        assertThat(out.toString())
                .containsPattern("order +" + second)
                .containsPattern("takes place of +" + id)
                .contains("Other orders with this reference");
    }

    @Test
    void an_order_that_is_not_there_is_named() {
        assertThat(run("show AAAAAAAAAAAAAAAA")).isEqualTo(1);
        assertThat(err.toString()).contains("There is no order with the reference or id AAAAAAAAAAAAAAAA.");
    }
}
