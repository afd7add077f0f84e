package io.waybill.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.Draft;
import io.waybill.ledger.Resolution;
import io.waybill.ledger.Verdicts;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators' API over TCP. */
class OperationsApiTest extends ApiTestBase {
    // ---- who may ask

    @ParameterizedTest
    @ValueSource(strings = {"/ops/status", "/ops/orders", "/ops/orders/AAAAAAAAAAAAAAAA", "/ops", "/", "/else"})
    void nothing_is_told_without_the_token(String path) {
        String token = api.authorization().substring("Bearer ".length());
        for (String shown : new String[] {
            null,
            "Bearer",
            "Bearer ",
            "Bearer x",
            token,
            "Basic " + token,
            api.authorization().toUpperCase(Locale.ROOT),
            "Bearer " + token.substring(1),
            api.authorization() + "0"
        }) {
            HttpResponse<String> response = api.call("GET", path, shown);
            assertProblem(response, 401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(response.body()).doesNotContain("main");
        }
    }

    @Test
    void a_reply_gives_nothing_back_of_what_was_asked() {
        HttpResponse<String> response = api.get("/ops/orders?state=invalid&limit=3");
        assertThat(response.headers().map().keySet()).isSubsetOf("content-type", "content-length", "transfer-encoding");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void nobody_reaches_it_from_another_machine() throws IOException {
        Optional<InetAddress> outer = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeThat(outer).as("an address that others see").isPresent();
        int port = URI.create(api.address()).getPort();
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(outer.get(), port), 2_000))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_port_that_is_taken_is_said_at_the_start() {
        int port = URI.create(api.address()).getPort();
        try (DefaultCamelContext second = new DefaultCamelContext()) {
            assertThatThrownBy(() -> OperationsServer.start(second, port, Token.random(new Random()), null))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining(Integer.toString(port));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- what is asked

    @Test
    void the_status_tells_of_accounts_documents_and_the_disk() {
        api.site()
                .accept(Draft.create("a"), Draft.create("b"), Draft.create("c").invalid("bad"));
        JsonNode status = json(api.get("/ops/status"));

        JsonNode account = status.at("/accounts/0");
        assertThat(account.get("name").asText()).isEqualTo("main");
        assertThat(account.get("due").asInt()).isEqualTo(2);
        assertThat(account.get("invalid").asInt()).isEqualTo(1);
        assertThat(account.get("suspended").isNull()).isTrue();
        assertThat(account.get("oldest_accepted_at").asText()).endsWith("Z");
        assertThat(status.at("/orders/open").asInt()).isEqualTo(2);
        assertThat(status.at("/documents/oldest/0/name").asText()).isEqualTo("doc1.jsonl");
        assertThat(status.at("/documents/oldest/0/unfiled").asInt()).isEqualTo(1);
        assertThat(status.at("/since_start/accepted").asInt()).isEqualTo(3);
        assertThat(status.at("/since_start/invalid").asInt()).isEqualTo(1);
        assertThat(status.at("/disk/free_bytes").asLong()).isPositive();
        assertThat(status.at("/pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void a_doubt_is_told_as_being_asked_about_until_a_person_has_to_look() {
        String id = api.site().acceptOne(Draft.create("a"));
        api.site().sent(Draft.MAIN, Verdicts.inDoubt());

        JsonNode account = json(api.get("/ops/status")).at("/accounts/0");
        assertThat(account.get("asking").asInt()).isEqualTo(1);
        assertThat(account.get("next_question_at").asText()).endsWith("Z");
        assertThat(account.get("in_doubt").asInt()).isZero();
        assertThat(json(api.get("/ops/status")).get("attention")).isEmpty();
        assertThat(json(api.get("/ops/orders?state=in_doubt"))
                        .at("/orders/0/next_question_at")
                        .asText())
                .endsWith("Z");
        JsonNode story = json(api.get("/ops/orders/" + id));
        assertThat(story.get("next_question_at").asText()).endsWith("Z");
        assertThat(story.get("advice").asText()).startsWith("Nothing to do yet");
        assertThat(story.get("filed_in").isNull()).isTrue();

        api.site().resolve(new Resolution.Unclear("many look like it", "Look there.", "[]"));

        account = json(api.get("/ops/status")).at("/accounts/0");
        assertThat(account.get("asking").asInt()).isZero();
        assertThat(account.get("in_doubt").asInt()).isEqualTo(1);
        assertThat(json(api.get("/ops/status")).get("attention")).hasSize(1);
        story = json(api.get("/ops/orders/" + id));
        assertThat(story.get("next_question_at").isNull()).isTrue();
        assertThat(story.get("advice").asText()).isEqualTo("Look there.");
    }

    @Test
    void an_account_that_has_no_orders_yet_is_told_too() {
        assertThat(json(api.get("/ops/status")).at("/accounts/0/name").asText()).isEqualTo("main");
    }

    @Test
    void pages_lead_to_every_order_once() {
        List<String> accepted = api.site()
                .accept(IntStream.range(0, 23)
                        .mapToObj(i -> Draft.create("r" + i))
                        .toArray(Draft[]::new));
        List<String> listed = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json(api.get("/ops/orders?state=accepted&account=main&limit=5" + next));
            page.get("orders").forEach(order -> listed.add(order.get("id").asText()));
            next = page.get("next").isNull()
                    ? null
                    : "&after=" + page.get("next").asText();
        } while (next != null);
        assertThat(listed)
                .containsExactlyElementsOf(accepted.stream()
                        .sorted((a, b) -> accepted.indexOf(b) - accepted.indexOf(a))
                        .toList());
    }

    @Test
    void a_reference_is_found_whatever_is_in_it() {
        String id = api.site().acceptOne(Draft.create("a/b?c=ü &d%20"));
        assertThat(json(api.get("/ops/orders?ref=a%2Fb%3Fc%3D%C3%BC+%26d%2520"))
                        .at("/orders/0/id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void a_story_tells_fields_reason_advice_and_what_else_has_the_reference() {
        String id = api.site()
                .acceptOne(
                        Draft.create("a").with("goods[0][good_name]", "course").invalid("bad"));
        String second = api.site().acceptOne(Draft.create("a"));
        JsonNode story = json(api.get("/ops/orders/" + id));

        assertThat(story.get("state").asText()).isEqualTo("invalid");
        assertThat(story.get("reason").asText()).isEqualTo("bad");
        assertThat(story.at("/fields").toString()).contains("course");
        assertThat(story.at("/source/document").asText()).isEqualTo("doc1.jsonl");
        assertThat(story.get("superseded_by").asText()).isEqualTo(second);
        assertThat(story.get("advice").asText()).contains(second);
        assertThat(story.at("/same_ref/0/id").asText()).isEqualTo(second);
        assertThat(json(api.get("/ops/orders/" + second)).get("supersedes").asText())
                .isEqualTo(id);
    }

    // ---- what cannot be answered

    @ParameterizedTest
    @CsvSource({
        "GET, /ops/orders?state=lost, 400, expected one of accepted",
        "GET, /ops/orders?account=nobody, 400, expected one of main",
        "GET, /ops/orders?limit=0, 400, 1 to 1000",
        "GET, /ops/orders?limit=1001, 400, 1 to 1000",
        "GET, /ops/orders?limit=many, 400, many",
        "GET, /ops/orders?after=-1, 400, after",
        "GET, /ops/orders/AAAAAAAAAAAAAAAA, 404, AAAAAAAAAAAAAAAA",
        "GET, /ops/nothing, 404, /ops/nothing",
        "POST, /ops/status, 404, POST",
        "DELETE, /ops/orders/AAAAAAAAAAAAAAAA, 404, DELETE"
    })
    void what_cannot_be_answered_is_a_problem_with_a_sentence(String method, String path, int status, String detail) {
        HttpResponse<String> response = api.call(method, path, api.authorization());
        assertProblem(response, status);
        assertThat(json(response).get("detail").asText()).contains(detail);
    }

    @Test
    void a_ledger_that_cannot_be_read_is_a_problem_and_no_stack_trace() throws Exception {
        assertThat(api.get("/ops/status").statusCode()).isEqualTo(200);
        try (Connection other = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("data").resolve("ledger.db"));
                Statement statement = other.createStatement()) {
            statement.execute("alter table orders rename to lost");
        }
        HttpResponse<String> response = api.get("/ops/status");
        assertProblem(response, 500);
        assertThat(response.body()).contains("cannot be read").doesNotContain("\tat ");
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).get("status").asInt()).isEqualTo(status);
        assertThat(json(response).get("title").asText()).isNotBlank();
        assertThat(json(response).get("detail").asText()).endsWith(".");
    }
}
