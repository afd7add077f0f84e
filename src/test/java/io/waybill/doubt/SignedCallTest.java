package io.waybill.doubt;

import static io.waybill.doubt.Replies.KEY;
import static io.waybill.doubt.Replies.ok;
import static io.waybill.doubt.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.doubt.Answer.Cause;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedCallTest {
    private static final Ask BILLS = Ask.billsOf("anna@example.com");
    private static final Ask DETAILS = Ask.details(258367);
    private static final Ask DAYS = Ask.ordersOf(new Days(LocalDate.of(2026, 2, 27), LocalDate.of(2026, 3, 1)));
    private static final String ORDER = "{\"id\":\"258367\",\"email\":\"anna@example.com\",\"created\":\"1700000000\","
            + "\"comment\":\"\\u041f M\",\"tag\":\"A-1\",\"price\":\"2400.00\",\"utm\":[],\"items\":[{\"id\":\"course\"}]}";
    private static final FarOrder READ =
            new FarOrder(258367, "anna@example.com", "A-1", "П M", Instant.ofEpochSecond(1_700_000_000), "2400.00");

    @Test
    void a_question_is_signed_and_goes_to_its_own_address() {
        List<String> posted = new ArrayList<>();
        SignedCall call = new SignedCall(Replies.account("https://shop.example"), (URI address, String form) -> {
            posted.add(address + " " + form.replaceAll("hash=[0-9a-f]{32}$", "hash=..."));
            return new byte[0];
        });
        List.of(BILLS, DETAILS, DAYS).forEach(call::ask);

        assertThat(posted)
                .containsExactly(
                        "https://shop.example/api/GetBills email=anna%40example.com&hash=...",
                        "https://shop.example/api/getOrderDetails bill_id=258367&hash=...",
                        "https://shop.example/api/getOrdersWithGoods"
                                + " begin_date=27.02.2026&end_date=01.03.2026&hash=...");
    }

    @Test
    void orders_are_read_as_the_api_writes_them() {
        assertThat(read(DETAILS, ok(ORDER))).isEqualTo(new Answer.Orders(List.of(READ)));
        // as the elder of the two calls has it
        assertThat(read(DETAILS, ok("[" + ORDER + "]"))).isEqualTo(new Answer.Orders(List.of(READ)));
        assertThat(read(DAYS, ok("[" + ORDER + "," + ORDER.replace("258367", "258368") + "]")))
                .isInstanceOfSatisfying(
                        Answer.Orders.class,
                        orders -> assertThat(orders.orders()).hasSize(2).startsWith(READ));
        // what PHP makes of a list from which something was taken
        assertThat(read(DAYS, ok("{\"0\":" + ORDER + ",\"2\":" + ORDER.replace("258367", "258368") + "}")))
                .isInstanceOfSatisfying(
                        Answer.Orders.class,
                        orders -> assertThat(orders.orders()).hasSize(2).startsWith(READ));
    }

    @Test
    void numbers_may_be_numbers_and_what_was_not_entered_may_be_null() {
        String order =
                "{\"id\":258367,\"email\":\"anna@example.com\",\"created\":1700000000,\"comment\":null,\"tag\":7,"
                        + "\"price\":2400.00}";

        assertThat(read(DETAILS, ok(order)))
                .isEqualTo(new Answer.Orders(List.of(new FarOrder(
                        258367, "anna@example.com", "7", "", Instant.ofEpochSecond(1_700_000_000), "2400.00"))));
    }

    @Test
    void a_field_that_is_not_shown_is_not_an_empty_one() {
        assertThat(read(DETAILS, ok("{\"id\":258367,\"tag\":[],\"comment\":false,\"price\":\"<b>\"}")))
                .isEqualTo(new Answer.Orders(List.of(new FarOrder(258367, null, null, null, null, null))));
    }

    @Test
    void invoice_numbers_are_the_keys_of_a_customers_list() {
        assertThat(read(BILLS, ok("{\"258367\":{\"12549\":{\"good_name\":\"course\"}},\"258399\":[]}")))
                .isEqualTo(new Answer.Numbers(List.of(258367L, 258399L)));
        assertThat(read(BILLS, ok("[]"))).isEqualTo(new Answer.Numbers(List.of()));
        assertThat(read(BILLS, ok("{}"))).isEqualTo(new Answer.Numbers(List.of()));
    }

    @ParameterizedTest
    @CsvSource({"GetBills,400", "getOrderDetails,400", "getOrdersWithGoods,400", "getOrdersWithGoods,401"})
    void a_code_that_says_so_is_an_empty_answer(String name, int code) {
        Ask ask = List.of(BILLS, DETAILS, DAYS).stream()
                .filter(one -> one.query().apiName().equals(name))
                .findFirst()
                .orElseThrow();
        Answer empty = ask.equals(BILLS) ? new Answer.Numbers(List.of()) : new Answer.Orders(List.of());

        assertThat(read(ask, reply(code, "Orders not found", null))).isEqualTo(empty);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 401, 404, 500, 602, 700, 999, -1})
    void any_other_code_is_no_answer(int code) {
        assertThat(read(BILLS, reply(code, "Something", null))).isInstanceOfSatisfying(Answer.None.class, none -> {
            assertThat(none.cause()).isEqualTo(Cause.FAILED);
            assertThat(none.why()).contains("GetBills", Integer.toString(code), "Something");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6, 7, 8})
    void a_code_about_the_account_stops_the_asking(int code) {
        assertThat(cause(DAYS, reply(code, "Refused", null))).isEqualTo(Cause.CONFIGURATION);
    }

    @Test
    void a_wrong_key_is_known_though_its_answer_cannot_be_verified() {
        for (int code : new int[] {4, 5}) {
            assertThat(cause(DAYS, reply(code, "No", null).replace("\"hash\":\"", "\"hash\":\"0")))
                    .isEqualTo(Cause.CONFIGURATION);
        }
        assertThat(cause(DAYS, reply(7, "No", null).replace("\"hash\":\"", "\"hash\":\"0")))
                .isEqualTo(Cause.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Shop</body></html>",
                "[]",
                "null",
                "{\"error_code\":0,\"error_text\":\"OK\",\"result\":[]}",
                "{\"error_code\":0,\"error_text\":\"OK\",\"result\":[],\"hash\":\"00000000000000000000000000000000\"}"
            })
    void what_cannot_be_verified_is_no_answer(String body) {
        assertThat(cause(DAYS, body)).isEqualTo(Cause.FAILED);
        assertThat(cause(BILLS, body)).isEqualTo(Cause.FAILED);
        assertThat(cause(DETAILS, body)).isEqualTo(Cause.FAILED);
    }

    @Test
    void a_reply_that_breaks_off_anywhere_is_no_answer() {
        String whole = ok("[" + ORDER + "]");
        for (int end = 0; end < whole.length(); end++) {
            assertThat(cause(DAYS, whole.substring(0, end))).isEqualTo(Cause.FAILED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "7",
                "\"\"",
                "[[]]",
                "[null]",
                "[7]",
                "[{}]",
                "[{\"id\":\"x\"}]",
                "[{\"id\":0}]",
                "[{\"id\":-7}]",
                "[{\"id\":7.5}]",
                "[{\"id\":null}]",
                "[{\"id\":9999999999999999999}]",
                "[{\"id\":7},{\"tag\":\"x\"}]",
                "[{\"id\":7,\"id\":8}]",
                "[{\"id\":7,\"tag\":\"x\",\"tag\":\"y\"}]",
                "{\"orders\":[{\"id\":7}]}",
                "{\"error\":\"none\"}"
            })
    void a_list_that_is_not_as_documented_is_no_answer_rather_than_an_empty_one(String result) {
        assertThat(cause(DAYS, ok(result))).isEqualTo(Cause.FAILED);
    }

    @Test
    void a_success_without_a_result_is_no_answer() {
        for (Ask ask : List.of(BILLS, DETAILS, DAYS)) {
            assertThat(cause(ask, ok(null))).isEqualTo(Cause.FAILED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "[7]", "[{\"258367\":{}}]", "{\"x\":{}}", "{\"0\":{}}", "{\"7\":{},\"7\":{}}"})
    void a_customers_list_that_is_not_as_documented_is_no_answer(String result) {
        assertThat(cause(BILLS, ok(result))).isEqualTo(Cause.FAILED);
    }

    @Test
    void another_order_than_the_one_asked_for_is_no_answer() {
        assertThat(cause(DETAILS, ok(ORDER.replace("258367", "258368")))).isEqualTo(Cause.FAILED);
        assertThat(cause(DETAILS, ok("[" + ORDER + "," + ORDER + "]"))).isEqualTo(Cause.FAILED);
        assertThat(cause(DETAILS, ok("[]"))).isEqualTo(Cause.FAILED);
    }

    @Test
    void a_call_that_fails_is_no_answer_and_the_key_is_in_none_of_its_words() {
        SignedCall call = new SignedCall(Replies.account("https://shop.example"), (address, form) -> {
            throw new IOException("no reply came in time to " + KEY);
        });
        assertThat(call.ask(BILLS))
                .isEqualTo(new Answer.None(Cause.FAILED, "GetBills: no reply came in time to *****"));

        for (int code : new int[] {3, 8}) {
            Answer.None none = (Answer.None) read(BILLS, reply(code, "your key " + KEY, null));
            assertThat(none.why()).contains("your key").doesNotContain(KEY);
        }
    }

    private static Cause cause(Ask ask, String body) {
        Answer answer = read(ask, body);
        assertThat(answer).as(body).isInstanceOf(Answer.None.class);
        return ((Answer.None) answer).cause();
    }

    private static Answer read(Ask ask, String body) {
        return new SignedCall(
                        Replies.account("https://shop.example"),
                        (address, form) -> body.getBytes(StandardCharsets.UTF_8))
                .ask(ask);
    }
}
