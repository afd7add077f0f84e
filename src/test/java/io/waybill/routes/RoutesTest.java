package io.waybill.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.ledger.Draft;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.State;
import io.waybill.rest.OperationsServer;
import io.waybill.rest.Token;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.EnableRouteCoverage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The routes take the branches that they should. */
@CamelSpringBootTest
@EnableRouteCoverage
@SpringBootTest(
        classes = Stubs.class,
        properties = {
            "spring.config.location=classpath:/defaults.yaml",
            "waybill.routes=routes",
            "waybill.folder.poll=20",
            "camel.main.run-controller=false"
        })
@DirtiesContext
class RoutesTest {
    @TempDir
    static Path folder;

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate producer;

    @Autowired
    private LedgerSite site;

    @Autowired
    private OperationsServer server;

    @Autowired
    private Token token;

    @DynamicPropertySource
    static void places(DynamicPropertyRegistry registry) {
        registry.add("waybill.data", () -> folder.resolve("data").toString());
        registry.add("waybill.folder.inbox", () -> folder.resolve("inbox").toString());
    }

    /** What one test has begun is over before the next one counts. */
    @AfterEach
    void comeToRest() {
        await().until(() -> site.one("select count(*) from orders where state in (0, 1, 2, 3)")
                .equals(0));
    }

    @Test
    void every_file_has_become_a_running_route() throws Exception {
        List<String> ids = new ArrayList<>();
        for (Path file : RouteFilesTest.routes()) {
            if (!RouteFilesTest.isOffAtFirst(file)) {
                ids.addAll(RouteFilesTest.ids(file));
            }
        }
        assertThat(ids)
                .contains("delivery", "doubt", "intake", "outcome", "folder", "operations-status", "accounts-pause");
        for (String id : ids) {
            assertThat(camel.getRoute(id)).as(id).isNotNull();
            assertThat(camel.getRouteController().getRouteStatus(id).isStarted())
                    .as(id)
                    .isTrue();
        }
    }

    // ---- delivery

    @Test
    void a_verified_order_goes_to_the_archive() {
        long before = runs("archive");
        assertThat(delivered("verified")).isEqualTo(State.CONFIRMED);
        assertThat(runs("archive")).isEqualTo(before + 1);
    }

    @Test
    void a_refused_order_goes_to_the_error_channel() {
        long before = runs("error-channel");
        assertThat(delivered("refused")).isEqualTo(State.REJECTED);
        assertThat(runs("error-channel")).isEqualTo(before + 1);
    }

    @Test
    void the_verification_judges_a_call_that_failed() {
        long before = runs("error-channel");
        deliver("cut");
        await().until(() -> inDoubt("cut"));
        assertThat(runs("error-channel")).isEqualTo(before + 1);
        assertThat(detail("cut")).isEqualTo("no verified answer");
    }

    @Test
    void the_verification_judges_an_order_that_could_not_be_signed() {
        assertThat(delivered("unsigned")).isEqualTo(State.REJECTED);
    }

    @Test
    void a_mistake_behind_the_call_leaves_a_doubt_and_never_a_second_call() {
        long calls = runs("post");
        deliver("unverified");
        await().until(() -> inDoubt("unverified"));
        await().until(() -> stateOf("unverified") == State.CONFIRMED);
        assertThat(runs("post")).isEqualTo(calls + 1);
    }

    // ---- doubt

    @Test
    void an_order_in_doubt_is_asked_about_and_finds_its_end() {
        long asked = runs("resolve");
        deliver("cut-and-found");
        await().until(() -> inDoubt("cut-and-found") && stateOf("cut-and-found") == State.CONFIRMED);
        await().until(() -> runs("resolved") > asked && runs("resolve") > asked);
        assertThat(site.one("select count(*) from doubt")).isEqualTo(0);
    }

    // ---- intake and folder

    @Test
    void a_body_becomes_orders() {
        producer.sendBodyAndHeader("direct:intake", order("body"), "WaybillName", "body.jsonl");
        assertThat(site.one("select count(*) from order_content where ref = 'body'"))
                .isEqualTo(1);
        await().until(() -> stateOf("body") == State.CONFIRMED);
    }

    @Test
    void a_file_in_the_inbox_becomes_orders_and_is_kept() throws IOException {
        drop("orders.jsonl", order("file"));
        await().until(() -> exists("file") && stateOf("file") == State.CONFIRMED);
        Path kept = folder.resolve("data")
                .resolve((String) site.one("select d.file from document d where d.name = 'orders.jsonl'"));
        assertThat(kept).hasContent(order("file"));
        await().until(() -> !Files.exists(folder.resolve("inbox/orders.jsonl")));
    }

    @Test
    void a_file_in_the_folder_of_an_account_is_for_that_account_and_one_of_none_is_put_aside() throws IOException {
        drop("main/of-main.jsonl", order("of-main"));
        drop("nobody/of-nobody.jsonl", order("of-nobody"));
        await().until(() ->
                exists("of-main") && Files.exists(folder.resolve("data/errors/unreadable/of-nobody.jsonl")));
        assertThat(exists("of-nobody")).isFalse();
    }

    @Test
    void what_lies_deeper_or_is_hidden_is_left_alone() throws IOException {
        drop("main/mapped/deeper/deep.jsonl", order("deep"));
        drop(".hidden.jsonl", order("hidden"));
        drop("marker.jsonl", order("marker"));
        await().until(() -> exists("marker"));
        assertThat(exists("deep")).isFalse();
        assertThat(exists("hidden")).isFalse();
        assertThat(folder.resolve("inbox/main/mapped/deeper/deep.jsonl")).exists();
    }

    @Test
    void many_files_at_once_are_all_taken_once() throws IOException {
        for (int i = 0; i < 60; i++) {
            drop("many-" + i + ".jsonl", order("many-" + i));
        }
        await().until(() -> site.one("select count(*) from order_content where ref like 'many-%'")
                .equals(60));
        assertThat(site.rows("select name from document where name like 'many-%' group by name having count(*) > 1"))
                .isEmpty();
        assertThat(Stubs.UNFINISHED).isEmpty();
    }

    // ---- outcome

    @Test
    void an_outcome_goes_through_archive_error_channel_and_reports_and_is_then_filed() {
        site.accept(Draft.create("outcome").invalid("bad"));
        await().until(() -> filed("outcome"));
        assertThat(Stubs.FILED)
                .containsSubsequence(
                        "archive [outcome] complete", "errors [outcome] complete", "reports [outcome] complete");
    }

    @Test
    void an_outcome_that_could_not_be_filed_goes_through_all_of_them_again() {
        site.accept(Draft.create("full").invalid("bad"));
        await().until(() -> filed("full"));
        assertThat(Stubs.FILED)
                .filteredOn(call -> call.contains("[full]"))
                .containsExactly(
                        "archive [full] complete",
                        "errors [full] complete",
                        "reports [full] complete",
                        "archive [full] complete",
                        "errors [full] complete",
                        "reports [full] complete");
    }

    // ---- operations

    @Test
    void operators_are_answered() throws Exception {
        String id = site.acceptOne(Draft.create("asked").invalid("bad"));
        assertThat(asked("/ops/status")).contains("\"accounts\":[{\"name\":\"main\"");
        assertThat(asked("/ops/orders?ref=asked")).contains(id);
        assertThat(asked("/ops/orders/" + id)).contains("\"state\":\"invalid\"");
    }

    @Test
    void people_have_things_done() throws Exception {
        String id = site.acceptOne(Draft.create("given up").invalid("bad"));
        assertThat(done("/ops/orders/" + id + "/replay?by=anna")).contains("drop it again");
        assertThat(done("/ops/orders/" + id + "/resolve?by=anna&absent=true")).contains("not in doubt");
        assertThat(done("/ops/orders/" + id + "/discard?by=anna")).contains("\"state\":\"discarded\"");
        assertThat(done("/ops/replay?state=undelivered&dry_run=true")).contains("\"matched\"");
    }

    @Test
    void operators_say_what_may_be_sent() throws Exception {
        assertThat(done("/ops/pause?by=anna")).contains("\"paused_before\":false", "\"by\":\"anna\"");
        assertThat(done("/ops/resume?by=bob")).contains("\"paused_before\":true", "\"by\":\"anna\"");
        assertThat(done("/ops/accounts/main/resume?by=anna")).contains("\"account\":\"main\",\"resumed\":true");
    }

    @Test
    void operators_say_who_may_call_the_rest_api() throws Exception {
        assertThat(done("/ops/keys/shop?accounts=main&digest=" + "0f".repeat(32)))
                .contains("\"added\":true");
        assertThat(asked("/ops/keys")).contains("\"shop\"", "\"main\"");
        assertThat(done("/ops/keys/shop/remove")).contains("\"removed\":true");
    }

    private String asked(String path) throws Exception {
        return call("GET", path);
    }

    private String done(String path) throws Exception {
        return call("POST", path);
    }

    private String call(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token.text())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void deliver(String ref) {
        site.accept(Draft.create(ref));
    }

    /** Whether it was ever in doubt. */
    private boolean inDoubt(String ref) {
        return detail(ref) != null;
    }

    private String detail(String ref) {
        return (String) site.one(
                "select h.detail from history h join order_content c on c.order_id = h.order_id"
                        + " where c.ref = ? and h.event = 'in doubt'",
                ref);
    }

    private State delivered(String ref) {
        deliver(ref);
        await().until(() -> stateOf(ref).settled());
        return stateOf(ref);
    }

    private boolean exists(String ref) {
        return site.one("select 1 from order_content where ref = ?", ref) != null;
    }

    private State stateOf(String ref) {
        return site.state((String) site.one("select reference from order_content where ref = ?", ref));
    }

    private boolean filed(String ref) {
        return site.one(
                        "select 1 from document d join orders o on o.document_id = d.id"
                                + " join order_content c on c.order_id = o.id where c.ref = ? and d.filed_seq = d.settled_seq",
                        ref)
                != null;
    }

    /** How often a step has been run. */
    private long runs(String step) {
        try {
            return camel.getCamelContextExtension()
                    .getContextPlugin(ManagedCamelContext.class)
                    .getManagedProcessor(step)
                    .getExchangesTotal();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String order(String ref) {
        return "{\"ref\":\"" + ref + "\",\"goods\":[{\"good_name\":\"course\"}],\"bill_email\":\"anna@example.com\"}\n";
    }

    private static void drop(String name, String content) throws IOException {
        Path target = folder.resolve("inbox").resolve(name);
        Files.createDirectories(target.getParent());
        Path written = Files.writeString(Files.createTempFile(folder, "written", ".tmp"), content);
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
