package io.waybill.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.Draft;
import io.waybill.ledger.State;
import io.waybill.ledger.Verdicts;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people have done, over TCP. */
class InterventionsApiTest extends ApiTestBase {
    @Test
    void nothing_is_done_without_the_token() {
        String order = api.site().ended(Draft.create("a"), Verdicts.rejected(604));
        for (String path : List.of("/ops/orders/" + order + "/replay?by=x", "/ops/replay?state=rejected&by=x")) {
            assertThat(api.call("POST", path, null).statusCode()).isEqualTo(401);
        }
        assertThat(api.site().state(order)).isEqualTo(State.REJECTED);
    }

    @Test
    void a_replay_is_told_with_those_that_go_along_and_stands_in_the_history() {
        List<String> orders = api.site().accept(Draft.create("a"), Draft.delete("a"));
        api.site().end(Verdicts.rejected(604));
        JsonNode done = json(api.post("/ops/orders/" + orders.get(0) + "/replay?by=Anna%20M.&reason=mended+%C3%BC%0A"));
        assertThat(done.get("before").asText()).isEqualTo("rejected");
        assertThat(done.get("state").asText()).isEqualTo("accepted");
        assertThat(done.at("/with/0").asText()).isEqualTo(orders.get(1));
        JsonNode event = json(api.get("/ops/orders/" + orders.get(0))).at("/history/0");
        assertThat(event.get("event").asText()).isEqualTo("replayed");
        assertThat(event.get("detail").asText()).isEqualTo("Anna M.: mended ü");
    }

    @Test
    void a_doubt_is_resolved_either_way_and_a_failure_discarded() {
        String there = api.site().ended(Draft.create("a"), Verdicts.inDoubt());
        String absent = api.site().ended(Draft.create("b"), Verdicts.inDoubt());
        String rejected = api.site().ended(Draft.create("c"), Verdicts.rejected(604));
        assertThat(json(api.post("/ops/orders/" + there + "/resolve?by=x&confirmed=77"))
                        .get("state")
                        .asText())
                .isEqualTo("confirmed");
        assertThat(json(api.get("/ops/orders/" + there)).get("bill_id").asLong())
                .isEqualTo(77);
        api.post("/ops/orders/" + absent + "/resolve?by=x&absent=true");
        api.post("/ops/orders/" + rejected + "/discard?by=x");
        assertThat(api.site().state(absent)).isEqualTo(State.ACCEPTED);
        assertThat(api.site().state(rejected)).isEqualTo(State.DISCARDED);
    }

    @Test
    void all_of_a_state_are_counted_and_replayed() {
        for (int i = 0; i < 450; i++) {
            api.site().ended(Draft.create("r" + i), Verdicts.rejected(604));
        }
        String superseded = api.site().ended(Draft.create("s"), Verdicts.rejected(604));
        api.site().ended(Draft.create("s").with("x", "y"), Verdicts.rejected(604));
        List<String> orders = api.site().accept(Draft.create("t"), Draft.delete("t"));
        api.site().end(Verdicts.rejected(604));

        assertThat(json(api.get("/ops/status")).at("/accounts/0/rejected").asInt())
                .as("a superseded order needs nobody")
                .isEqualTo(452);
        assertThat(json(api.post("/ops/replay?state=undelivered&by=x")).toString())
                .isEqualTo(
                        "{\"matched\":1,\"replayed\":0,\"refused\":1,\"refusals\":[{\"id\":\"%s\",\"ref\":\"t\",\"before\":\"undelivered\",\"state\":\"undelivered\",\"with\":[],\"refused\":\"Order %s is about order %s, which ended rejected: replay that one, and this one goes with it.\"}]}"
                                .formatted(orders.get(1), orders.get(1), orders.get(0)));
        JsonNode dry = json(api.post("/ops/replay?state=rejected&account=main&dry_run=true"));
        assertThat(dry.toString()).isEqualTo("{\"matched\":452}");
        JsonNode done = json(api.post("/ops/replay?state=rejected&account=main&by=x"));
        assertThat(done.get("replayed").asInt()).isEqualTo(453);
        assertThat(done.get("refused").asInt()).isZero();
        assertThat(api.site().state(superseded)).isEqualTo(State.REJECTED);
        assertThat(api.site().one("select count(*) from orders where state = 0"))
                .isEqualTo(453);
        assertThat(json(api.post("/ops/replay?state=rejected&by=x"))
                        .get("matched")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/ops/orders/AAAAAAAAAAAAAAAA/replay?by=x, 404, AAAAAAAAAAAAAAAA",
        "/ops/orders/ID/replay, 400, by is missing",
        "/ops/orders/ID/replay?by=+, 400, by is missing",
        "/ops/orders/ID/discard?by=x, 409, resolve it first",
        "/ops/orders/ID/replay?by=x, 409, resolve it first",
        "/ops/orders/ID/resolve?by=x, 400, either confirmed=BILL_ID",
        "/ops/orders/ID/resolve?by=x&confirmed=1&absent=true, 400, either confirmed=BILL_ID",
        "/ops/orders/ID/resolve?by=x&confirmed=0, 400, invoice number",
        "/ops/orders/ID/resolve?by=x&confirmed=many, 400, invoice number",
        "/ops/replay?by=x, 400, expected undelivered or rejected",
        "/ops/replay?by=x&state=in_doubt, 400, expected undelivered or rejected",
        "/ops/replay?by=x&state=rejected&account=nobody, 400, nobody",
        "/ops/replay?state=rejected, 400, by is missing"
    })
    void what_cannot_be_done_is_a_problem_with_a_sentence(String path, int status, String detail) {
        String order = api.site().ended(Draft.create("a"), Verdicts.inDoubt());
        HttpResponse<String> response = api.post(path.replace("/ID/", "/" + order + "/"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).get("detail").asText()).contains(detail).endsWith(".");
        assertThat(api.site().state(order)).isEqualTo(State.IN_DOUBT);
    }
}
