package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2024-03-15T12:00:00Z"), ZoneOffset.UTC);

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults()
            .withClock(NOON)
            .withAccounts(List.of(new SandboxAccount("demo", "demo-key"), new SandboxAccount("other", "other-key"))));
    private final Caller demo = Caller.demo(sandbox);
    private final Caller other = new Caller(sandbox.port(), "other", "other-key");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void creates_orders_under_numbers_that_go_up() {
        Caller.Answer first = demo.create("a@example.com");
        Caller.Answer second = demo.create("a@example.com");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("content-type")).startsWith("application/json");
        assertThat(first.body())
                .isEqualTo("{\"error_code\":0,\"error_text\":\"Order created\",\"result\":{\"bill_id\":"
                        + first.billId() + "},\"hash\":\"" + Caller.md5("0::Order created::demo-key") + "\"}");
        assertThat(first.billId()).isPositive();
        assertThat(second.billId()).isEqualTo(first.billId() + 1);
    }

    @Test
    void checks_in_the_service_s_order_before_it_acts() {
        assertThat(demo.post("/api/CreateOrder", "").code()).isEqualTo(2);
        assertThat(demo.request("POST", "/api/CreateOrder", "{\"no\":\"form\"}").code())
                .isEqualTo(2);
        assertThat(demo.post("/api/CreateOrder", "bill_email=x").code()).isEqualTo(1);
        assertThat(demo.post("/api/CreateOrder", "bill_email=x&hash=").code()).isEqualTo(1);
        Caller.Answer wrong = new Caller(sandbox.port(), "demo", "wrong").create("bad address");
        assertThat(wrong.code()).isEqualTo(4);
        assertThat(wrong.json().path("hash").asText()).isEqualTo(Caller.md5("4::Incorrect hash::demo-key"));
        assertThat(new Caller(sandbox.port(), "stranger", "demo-key")
                        .create("a@example.com")
                        .code())
                .isEqualTo(4);
        assertThat(demo.post("/api/NoSuchThing", demo.signed("a", "b")).status())
                .isEqualTo(404);
        assertThat(sandbox.orders()).isEmpty();
    }

    @Test
    void finds_the_hash_anywhere_and_in_every_spelling_of_the_fields() {
        String body = demo.signed("goods[0][good_name]", "курс *~", "bill_email", "a@example.com");
        int hash = body.lastIndexOf("&hash=");
        String spelled = body.substring(hash + 1) + "&"
                + body.substring(0, hash).replace("%5B", "[").replace("+", "%20");

        assertThat(demo.post("/api/CreateOrder", spelled).code()).isZero();
        assertThat(sandbox.orders().get(0).fields()).containsEntry("goods[0][good_name]", "курс *~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "a@b", "a@b.c", "@example.com", "a b@example.com", "a@@example.com", "a@.com"})
    void refuses_a_wrong_email_and_names_it(String email) {
        Caller.Answer answer = demo.create(email);

        assertThat(answer.code()).isEqualTo(600);
        assertThat(answer.text()).isEqualTo("Wrong email: " + email);
    }

    @Test
    void refuses_orders_without_products_unknown_ones_and_those_that_cannot_be_delivered() {
        String[] address = {
            "bill_first_name", "A", "bill_surname", "B", "bill_country", "C", "bill_city", "D", "bill_address", "E"
        };

        assertThat(demo.call("CreateOrder", "bill_email", "a@example.com").code())
                .isEqualTo(603);
        assertThat(demo.call("CreateOrder", "bill_email", "a@example.com", "goods", "course")
                        .code())
                .isEqualTo(603);
        Caller.Answer missing = product("missing/курс");
        assertThat(missing.code()).isEqualTo(604);
        assertThat(missing.text()).isEqualTo("Product not exist: missing/курс");
        assertThat(missing.body()).contains("missing\\/\\u043a\\u0443\\u0440\\u0441");
        assertThat(product("physical-book").code()).isEqualTo(605);
        assertThat(product("physical-book", address).code()).isZero();
    }

    @Test
    void answers_nothing_at_all_where_php_could_not_encode_the_reply() {
        String query = "goods%5B0%5D%5Bgood_name%5D=missing%FF&bill_email=a%40example.com";

        Caller.Answer answer = demo.post("/api/CreateOrder", query + "&hash=" + Caller.md5(query + "::demo::demo-key"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void deletes_an_order_once() {
        String number = Long.toString(demo.create("a@example.com").billId());

        assertThat(other.call("DeleteOrder", "bill_id", number).code()).isEqualTo(200);
        Caller.Answer done = demo.call("DeleteOrder", "bill_id", number);
        assertThat(done.body())
                .isEqualTo(
                        "{\"error_code\":0,\"error_text\":\"OK\",\"hash\":\"" + Caller.md5("0::OK::demo-key") + "\"}");
        assertThat(demo.call("DeleteOrder", "bill_id", number).code()).isEqualTo(200);
        assertThat(demo.call("DeleteOrder", "bill_id", "7").code()).isEqualTo(200);
        assertThat(demo.call("DeleteOrder", "x", "y").code()).isEqualTo(203);
        assertThat(demo.call("getOrderDetails", "bill_id", number).code()).isEqualTo(400);
        assertThat(sandbox.orders()).singleElement().matches(SandboxOrder::deleted);
    }

    @Test
    void shows_an_order_as_the_service_does() {
        String number = Long.toString(demo.call(
                        "CreateOrder",
                        "goods[0][good_name]",
                        "course",
                        "goods[0][good_sum]",
                        "1500",
                        "goods[1][good_name]",
                        "book",
                        "goods[1][good_sum]",
                        "0",
                        "bill_email",
                        "Anna@Example.com",
                        "bill_first_name",
                        "Анна",
                        "bill_surname",
                        "Ivanova",
                        "bill_tag",
                        "A-1001",
                        "bill_comment",
                        "ref:A-1001 / 😀",
                        "bill_kupon",
                        "spring",
                        "bill_created",
                        "1700000000",
                        "bill_domain",
                        "shop.example",
                        "utm[utm_medium]",
                        "cpc",
                        "utm[utm_source]",
                        "",
                        "utm[aff_source]",
                        "bob")
                .billId());

        JsonNode order = demo.call("getOrderDetails", "bill_id", number).result();

        assertThat(order.path("id").isTextual()).isTrue();
        assertThat(order.path("id").asText()).isEqualTo(number);
        assertThat(order.path("email").asText()).isEqualTo("anna@example.com");
        assertThat(order.path("first_name").asText()).isEqualTo("Анна");
        assertThat(order.path("last_name").asText()).isEqualTo("Ivanova");
        assertThat(order.path("tag").asText()).isEqualTo("A-1001");
        assertThat(order.path("comment").asText()).isEqualTo("ref:A-1001 / 😀");
        assertThat(order.path("kupon").asText()).isEqualTo("spring");
        assertThat(order.path("created").asText()).isEqualTo("1700000000");
        assertThat(order.path("pay_status").asText()).isEqualTo("waiting");
        assertThat(order.path("price").asText()).isEqualTo("2500.00");
        assertThat(order.path("link").asText()).startsWith("http://shop.example/bill/?id=" + number + "&crc=");
        assertThat(order.path("utm")).hasToString("{\"medium\":\"cpc\"}");
        assertThat(order.path("items")).hasSize(2);
        assertThat(order.path("items").get(0).path("id").asText()).isEqualTo("course");
        assertThat(order.path("items").get(0).path("sum").asText()).isEqualTo("1500.00");
        assertThat(order.has("good_ids")).isFalse();
        assertThat(demo.call("getOrderDetails", "bill_id", number, "good_info", "1")
                        .result()
                        .path("good_ids"))
                .hasSize(2);
        assertThat(other.call("getOrderDetails", "bill_id", number).code()).isEqualTo(400);
    }

    @Test
    void leaves_out_marks_where_there_are_none() {
        long number = demo.create("a@example.com").billId();

        assertThat(demo.call("getOrderDetails", "bill_id", Long.toString(number))
                        .result()
                        .has("utm"))
                .isFalse();
    }

    @Test
    void lists_the_bills_of_one_buyer() {
        long first = demo.create("A@example.com").billId();
        demo.create("b@example.com");
        long third = demo.create("a@example.com").billId();
        other.create("a@example.com");

        JsonNode bills = demo.call("GetBills", "email", "a@EXAMPLE.com").result();

        assertThat(bills.fieldNames()).toIterable().containsExactly("" + first, "" + third);
        assertThat(bills.path("" + first).elements().next().path("good_name").asText())
                .isEqualTo("course");
        assertThat(demo.call("GetBills", "email", "a@example.com", "pay_status", "paid")
                        .code())
                .isEqualTo(400);
        assertThat(demo.call("GetBills", "email", "nobody@example.com").code()).isEqualTo(400);
        assertThat(demo.call("GetBills", "email", "nobody").code()).isEqualTo(3);
    }

    @Test
    void lists_the_orders_of_some_days() {
        long today = demo.create("a@example.com", "bill_tag", "T").billId();
        long earlier = demo.create("a@example.com", "bill_created", seconds("2024-03-01T23:59:59Z"))
                .billId();
        long tooEarly = demo.create("a@example.com", "bill_created", seconds("2024-02-14T23:59:59Z"))
                .billId();
        other.create("b@example.com");

        assertThat(ids(demo.call("getOrdersWithGoods", "paid", "0"))).containsExactly("" + today);
        assertThat(ids(demo.call("getOrdersWithGoods"))).containsExactly("" + today);
        assertThat(ids(demo.call("getOrdersWithGoods", "begin_date", "01.03.2024", "end_date", "01.03.2024")))
                .containsExactly("" + earlier);
        assertThat(ids(demo.call("getOrdersWithGoods", "begin_date", "01.01.2024", "end_date", "15.03.2024")))
                .containsExactly("" + today, "" + earlier);
        assertThat(ids(demo.call("getOrdersWithGoods", "begin_date", "14.02.2024", "end_date", "14.02.2024")))
                .containsExactly("" + tooEarly);
        assertThat(demo.call("getOrdersWithGoods", "begin_date", "2024-03-01").code())
                .isEqualTo(3);
        JsonNode one = demo.call("getOrdersWithGoods").result().get(0);
        assertThat(one.path("tag").asText()).isEqualTo("T");
        assertThat(one.path("is_recurrent").isBoolean()).isTrue();
    }

    @Test
    void takes_any_text_but_zero_for_paid_and_has_none_paid() {
        demo.create("a@example.com");

        assertThat(ids(demo.call("getOrdersWithGoods", "paid", "false"))).isEmpty();
    }

    @Test
    void lists_orders_of_one_product() {
        demo.create("a@example.com");
        long book = product("book").billId();
        JsonNode goods = demo.call("GetAllGoods").result();
        String number = goods.get(1).path("good_id").asText();

        assertThat(goods.get(1).path("good_name").asText()).isEqualTo("book");
        assertThat(ids(demo.call("getOrdersWithGoods", "goods", number))).containsExactly("" + book);
        assertThat(ids(demo.call("getOrdersWithGoods", "goods[0]", number))).containsExactly("" + book);
    }

    @Test
    void refuses_duplicates_only_when_told_to() {
        try (Sandbox strict = Sandbox.start(SandboxOptions.defaults().withDuplicates(true))) {
            Caller caller = Caller.demo(strict);
            long first = caller.create("a@example.com").billId();

            Caller.Answer second = caller.create("A@example.com", "bill_tag", "other");

            assertThat(second.code()).isEqualTo(601);
            assertThat(second.billId()).isEqualTo(first);
            assertThat(caller.create("b@example.com").code()).isZero();
            caller.call("DeleteOrder", "bill_id", Long.toString(first));
            assertThat(caller.create("a@example.com").code()).isZero();
        }
    }

    private Caller.Answer product(String name, String... more) {
        String[] all = new String[4 + more.length];
        all[0] = "goods[0][good_name]";
        all[1] = name;
        all[2] = "bill_email";
        all[3] = "a@example.com";
        System.arraycopy(more, 0, all, 4, more.length);
        return demo.call("CreateOrder", all);
    }

    private static List<String> ids(Caller.Answer answer) {
        assertThat(answer.code()).isZero();
        return answer.result().findValuesAsText("id").stream()
                .filter(id -> id.matches("\\d+"))
                .toList();
    }

    private static String seconds(String instant) {
        return Long.toString(Instant.parse(instant).getEpochSecond());
    }
}
