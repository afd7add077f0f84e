package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxTest {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final Caller demo = Caller.demo(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void shows_the_orders_it_was_sent() {
        demo.create("a@example.com", "bill_tag", "Метка 1", "bill_comment", "first");
        demo.create("b@example.com", "bill_tag", "two");
        demo.create("a@example.com", "bill_tag", "three");

        assertThat(tags("")).containsExactly("Метка 1", "two", "three");
        assertThat(tags("?email=A@example.com")).containsExactly("Метка 1", "three");
        assertThat(tags("?tag=%D0%9C%D0%B5%D1%82%D0%BA%D0%B0%201")).containsExactly("Метка 1");
        assertThat(tags("?tag=none")).isEmpty();
        assertThat(tags("?limit=2")).containsExactly("two", "three");
        assertThat(tags("?limit=1&email=b@example.com")).containsExactly("two");
        JsonNode first = demo.get("/sandbox/orders").json().get(0);
        assertThat(first.path("bill_id").asLong()).isPositive();
        assertThat(first.path("comment").asText()).isEqualTo("first");
        assertThat(first.path("fields").path("goods[0][good_name]").asText()).isEqualTo("course");
        assertThat(demo.get("/sandbox/orders?format=ndjson").body().lines())
                .hasSize(3)
                .allMatch(l -> l.endsWith("}"));
    }

    @Test
    void streams_many_orders_whole() {
        for (int i = 0; i < 700; i++) {
            demo.create("a@example.com", "bill_comment", "x".repeat(300), "bill_tag", "T" + i);
        }

        assertThat(demo.get("/sandbox/orders").json()).hasSize(700);
        assertThat(demo.get("/sandbox/orders?format=ndjson").body().lines()).hasSize(700);
    }

    @Test
    void shows_the_calls_and_what_became_of_them() {
        demo.create("a@example.com");
        sandbox.faults(SandboxFault.of(FaultKind.ERROR_BEFORE));
        demo.call("DeleteOrder", "bill_id", "7");

        List<SandboxCall> calls = sandbox.calls();

        assertThat(calls).extracting(SandboxCall::operation).containsExactly("CreateOrder", "DeleteOrder");
        assertThat(calls).extracting(SandboxCall::status).containsExactly(200, 500);
        assertThat(calls).extracting(SandboxCall::errorCode).containsExactly(0, -1);
        assertThat(calls).extracting(SandboxCall::fault).containsExactly("", "error-before");
        assertThat(calls.get(0).connection()).isNotEqualTo(calls.get(1).connection());
        assertThat(calls.get(1).body()).startsWith("bill_id=7&hash=");
        assertThat(calls.get(1).headers()).containsEntry("host", "sandbox");
        JsonNode shown = demo.get("/sandbox/calls?limit=1").json();
        assertThat(shown).hasSize(1);
        assertThat(shown.get(0).path("operation").asText()).isEqualTo("DeleteOrder");
        assertThat(shown.get(0).path("status").asInt()).isEqualTo(500);
    }

    @Test
    void counts_what_happens() {
        long number = demo.create("a@example.com", "bill_tag", "T").billId();
        demo.create("b@example.com", "bill_tag", "T");
        demo.create("wrong");
        demo.call("DeleteOrder", "bill_id", Long.toString(number));

        assertThat(sandbox.counts())
                .isEqualTo(new SandboxCounts(
                        4, 2, 1, 2, 1, Map.of("CreateOrder", 3L, "DeleteOrder", 1L), Map.of(0, 3L, 600, 1L), Map.of()));
        JsonNode shown = demo.get("/sandbox/counts").json();
        assertThat(shown.path("created").asLong()).isEqualTo(2);
        assertThat(shown.path("repeated_tags").asLong()).isEqualTo(1);
        assertThat(shown.path("by_code").path("600").asLong()).isEqualTo(1);
        assertThat(shown.path("by_operation").path("CreateOrder").asLong()).isEqualTo(3);
    }

    @Test
    void holds_no_calls_and_no_orders_when_it_only_counts() {
        try (Sandbox counting = Sandbox.start(SandboxOptions.defaults().withKeep(0))) {
            assertThat(Caller.demo(counting).create("a@example.com").code()).isZero();

            assertThat(counting.calls()).isEmpty();
            assertThat(counting.orders()).isEmpty();
            assertThat(counting.counts().created()).isEqualTo(1);
        }
    }

    @Test
    void keeps_its_books_open_after_the_close() {
        demo.create("a@example.com");

        sandbox.close();
        sandbox.close();

        assertThat(sandbox.orders()).hasSize(1);
        assertThat(sandbox.calls()).hasSize(1);
        assertThat(sandbox.counts().created()).isEqualTo(1);
    }

    @Test
    void says_which_port_is_taken() {
        assertThatThrownBy(() -> Sandbox.start(SandboxOptions.defaults().withPort(sandbox.port())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + sandbox.port());
    }

    @Test
    void says_what_it_has_where_it_has_nothing() {
        assertThat(demo.get("/").status()).isEqualTo(404);
        assertThat(demo.get("/").body()).contains("/sandbox/orders");
        assertThat(demo.request("DELETE", "/sandbox/orders", "").status()).isEqualTo(405);
    }

    private List<String> tags(String query) {
        return demo.get("/sandbox/orders" + query).json().findValuesAsText("tag");
    }
}
