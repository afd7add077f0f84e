package io.waybill.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.ledger.OpenQuestion;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.State;
import io.waybill.order.AccountKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutcomeJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_receipt_says_what_was_sent_and_what_came_back() throws Exception {
        assertThat(line(new Sample().order()))
                .isEqualTo("{\"id\":\"ABCDEFGH12345678\",\"ref\":\"A-1001\",\"operation\":\"CreateOrder\","
                        + "\"account\":\"main\",\"state\":\"confirmed\",\"bill_id\":258367,"
                        + "\"source\":{\"kind\":\"folder\",\"document\":\"orders.jsonl\",\"position\":1,\"line\":2},"
                        + "\"accepted_at\":\"2026-07-01T09:30:00.000Z\",\"settled_at\":\"2026-07-01T09:30:01.250Z\","
                        + "\"attempts\":1,\"fields\":{\"goods\":[{\"good_name\":\"course\",\"good_sum\":\"1500.00\"}],"
                        + "\"bill_email\":\"anna@example.com\",\"bill_first_name\":\"\u0410\u043d\u043d\u0430\","
                        + "\"utm\":{\"utm_source\":\"x y\"}},"
                        + "\"reply\":{\"error_code\":0,\"error_text\":\"Order created\","
                        + "\"result\":{\"bill_id\":258367}}}\n");
    }

    @Test
    void an_error_entry_says_what_to_do_next() throws Exception {
        Sample sample = Sample.failed(3, State.REJECTED, 604, "Product not exist: курс/1");
        sample.related = "FIRST00000000001";
        JsonNode entry = JSON.readTree(line(sample.order()));
        assertThat(entry.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "ref",
                        "operation",
                        "account",
                        "state",
                        "bill_id",
                        "source",
                        "accepted_at",
                        "settled_at",
                        "attempts",
                        "fields",
                        "reply",
                        "error_code",
                        "error_text",
                        "reason",
                        "advice",
                        "related");
        assertThat(entry.get("error_code").intValue()).isEqualTo(604);
        assertThat(entry.get("error_text").textValue()).isEqualTo("Product not exist: курс/1");
        assertThat(entry.get("reason").textValue()).isEqualTo("order 3 ended rejected");
        assertThat(entry.get("advice").textValue()).isEqualTo(Advice.of(sample.order()));
        assertThat(entry.get("reply").isNull()).isTrue();
    }

    @Test
    void a_doubt_that_a_person_has_to_look_after_names_the_candidates() throws Exception {
        Sample sample = Sample.failed(3, State.IN_DOUBT, null, null);
        sample.question = new OpenQuestion("Look there.", "[{\"bill_id\":4}]");
        JsonNode entry = JSON.readTree(line(sample.order()));
        assertThat(entry.get("advice").textValue()).isEqualTo("Look there.");
        assertThat(entry.at("/candidates/0/bill_id").longValue()).isEqualTo(4);
    }

    @Test
    void a_receipt_without_a_reply_says_how_it_is_known() throws Exception {
        Sample sample = new Sample();
        sample.reply = null;
        sample.reason = "found by its marker";
        JsonNode receipt = JSON.readTree(line(sample.order()));
        assertThat(receipt.get("reply").isNull()).isTrue();
        assertThat(receipt.get("note").textValue()).isEqualTo("found by its marker");
    }

    @Test
    void what_the_sandbox_answered_is_marked() throws Exception {
        Sample sample = new Sample();
        sample.account = new AccountKey("main", true);
        JsonNode receipt = JSON.readTree(line(sample.order()));
        assertThat(receipt.get("sandbox").booleanValue()).isTrue();
        assertThat(receipt.get("account").textValue()).isEqualTo("main");
    }

    @Test
    void a_reply_of_several_lines_is_one_and_keeps_its_digits() throws Exception {
        Sample sample = new Sample();
        sample.reply = "{\r\n \"error_code\":0,\n \"sum\":1.500,\"text\":\"a\\nb\"}\n";
        String line = line(sample.order());
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(line).contains("\"sum\":1.500").doesNotContain("\r");
        assertThat(JSON.readTree(line).get("reply").get("text").textValue()).isEqualTo("a\nb");
    }

    @Test
    void hostile_texts_leave_one_readable_line() throws Exception {
        Sample sample = Sample.failed(1, State.INVALID, null, "a\uD800b\u0000\n\"\\");
        sample.ref = "x\uDC00\r\ny";
        sample.operation = null;
        sample.query = "a%0Ab=%00%22%5C";
        String line = line(sample.order());
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        JsonNode entry = JSON.readTree(line);
        assertThat(entry.get("ref").textValue()).isEqualTo("x\uFFFD\r\ny");
        assertThat(entry.get("error_text").textValue()).isEqualTo("a\uFFFDb\u0000\n\"\\");
        assertThat(entry.get("operation").isNull()).isTrue();
        assertThat(entry.get("fields").get("a\nb").textValue()).isEqualTo("\u0000\"\\");
    }

    @Test
    void times_have_milliseconds_in_any_year() {
        assertThat(UtcTime.text(Instant.parse("2026-12-31T23:59:59.999999999Z")))
                .isEqualTo("2026-12-31T23:59:59.999Z");
        assertThat(UtcTime.text(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(UtcTime.text(Instant.parse("0026-01-02T03:04:05Z"))).isEqualTo("0026-01-02T03:04:05.000Z");
        assertThat(UtcTime.text(Instant.ofEpochSecond(-1, 5_000_000))).isEqualTo("1969-12-31T23:59:59.005Z");
    }

    private static String line(SettledOrder order) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = OutcomeJson.lines(out)) {
            OutcomeJson.write(json, Sample.many("orders"), order);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
