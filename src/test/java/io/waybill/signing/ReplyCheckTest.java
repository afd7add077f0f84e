package io.waybill.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyCheckTest {
    private static final String KEY = "not-a-real-key";
    private static final String HASH = "57e953af03965b797c828aa1e25109f1";
    private static final String GOOD =
            "{\"error_code\":0,\"error_text\":\"OK\",\"result\":{\"bill_id\":102937},\"hash\":\"" + HASH + "\"}";

    @Test
    void a_signed_reply_is_verified_and_has_its_invoice_number() {
        Reply.Verified reply = (Reply.Verified) ReplyCheck.read(GOOD, KEY);

        assertThat(reply.code()).isZero();
        assertThat(reply.text()).isEqualTo("OK");
        assertThat(reply.billId()).hasValue(102937);
        assertThat(reply.raw()).isEqualTo(GOOD);
    }

    @Test
    void text_is_hashed_with_json_escapes_resolved() {
        Reply.Verified reply = (Reply.Verified) ReplyCheck.read(
                "{\"error_code\":604,\"error_text\":\"Product not exist: \\u043a\\u0443\\u0440\\u0441\\/1\","
                        + "\"hash\":\"ba6b2fc11fa277b5d263453a18370083\"}",
                KEY);

        assertThat(reply.code()).isEqualTo(604);
        assertThat(reply.text()).isEqualTo("Product not exist: курс/1");
        assertThat(reply.billId()).isEmpty();
    }

    @Test
    void a_byte_order_mark_and_blanks_around_are_tolerated() {
        assertThat(ReplyCheck.read(("\uFEFF" + GOOD + "\r\n").getBytes(StandardCharsets.UTF_8), KEY))
                .isInstanceOf(Reply.Verified.class)
                .extracting(Reply::raw)
                .isEqualTo(GOOD + "\r\n");
    }

    @Test
    void unknown_members_of_any_shape_are_passed_over() {
        String body =
                GOOD.replace("{\"error_code\"", "{\"x\":[{\"hash\":1,\"error_code\":5}],\"y\":1.5,\"error_code\"");

        assertThat(ReplyCheck.read(body, KEY)).isInstanceOf(Reply.Verified.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"bill_id\":1}|1",
                "{\"bill_id\":\"102937\"}|102937",
                "{\"bill_id\":9223372036854775807}|9223372036854775807",
                "{\"link\":\"x\",\"bill_id\":7,\"z\":[]}|7"
            })
    void invoice_numbers_are_positive_integers_or_such_text(String result, long billId) {
        assertThat(verifiedWith(result).billId()).hasValue(billId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "null",
                "7",
                "\"7\"",
                "[{\"bill_id\":7}]",
                "{\"order\":{\"bill_id\":7}}",
                "{\"bill_id\":0}",
                "{\"bill_id\":-7}",
                "{\"bill_id\":7.0}",
                "{\"bill_id\":\"\"}",
                "{\"bill_id\":\"07\"}",
                "{\"bill_id\":\"+7\"}",
                "{\"bill_id\":\" 7\"}",
                "{\"bill_id\":\"٧\"}",
                "{\"bill_id\":null}",
                "{\"bill_id\":true}",
                "{\"bill_id\":[7]}",
                "{\"bill_id\":9223372036854775808}"
            })
    void anything_else_is_no_invoice_number(String result) {
        assertThat(verifiedWith(result).billId()).isEmpty();
    }

    @Test
    void a_reply_without_result_is_verified() {
        assertThat(ReplyCheck.read("{\"error_code\":0,\"error_text\":\"OK\",\"hash\":\"" + HASH + "\"}", KEY))
                .isInstanceOf(Reply.Verified.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "0",
                "57",
                "true",
                "\"\"",
                "[\"57e953af03965b797c828aa1e25109f1\"]",
                "{\"hash\":\"57e953af03965b797c828aa1e25109f1\"}",
                "\"57E953AF03965B797C828AA1E25109F1\"",
                "\"57e953af03965b797c828aa1e25109f1 \"",
                "\"0e953af03965b797c828aa1e25109f1\""
            })
    void a_hash_that_is_not_the_right_text_verifies_nothing(String hash) {
        Reply reply = ReplyCheck.read(GOOD.replace("\"" + HASH + "\"", hash), KEY);

        assertThat(reply).isInstanceOfSatisfying(Reply.Unverified.class, unverified -> {
            assertThat(unverified.problem()).contains("hash");
            assertThat(unverified.claimedCode()).hasValue(0);
            assertThat(unverified.claimedText()).isEqualTo("OK");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"error_code\":0,\"error_code\":0,",
                "\"error_text\":\"OK\",\"error_text\":\"OK\",",
                "\"hash\":\"57e953af03965b797c828aa1e25109f1\",",
                "\"result\":[],",
            })
    void a_field_that_comes_twice_verifies_nothing(String extra) {
        String body = GOOD.replace("{\"error_code\"", "{" + extra + "\"error_code\"");

        assertThat(ReplyCheck.read(body, KEY))
                .isInstanceOfSatisfying(
                        Reply.Unverified.class,
                        reply -> assertThat(reply.problem()).contains("twice"));
    }

    @Test
    void an_invoice_number_that_comes_twice_verifies_nothing() {
        String body = GOOD.replace("102937}", "102937,\"bill_id\":102938}");

        assertThat(ReplyCheck.read(body, KEY)).isInstanceOf(Reply.Unverified.class);
    }

    @Test
    void a_code_that_comes_twice_is_not_even_claimed() {
        Reply reply = ReplyCheck.read("{\"error_code\":4,\"error_text\":\"x\",\"error_code\":0,\"hash\":\"\"}", KEY);

        assertThat(((Reply.Unverified) reply).claimedCode()).isEmpty();
    }

    @Test
    void the_answer_to_a_wrong_key_can_be_told_by_its_claimed_code() {
        Reply reply = ReplyCheck.read(
                "{\"error_code\":4,\"error_text\":\"incorrect hash\",\"hash\":\"862dc9a3fe1afaf2a63277259b27543e\"}",
                "another-key");

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Unverified.class,
                        unverified -> assertThat(unverified.claimedCode()).isEqualTo(OptionalInt.of(4)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0", "0e0", "\"00\"", "\"\"", "\" 0\"", "\"+0\"", "-0", "null", "false", "[0]", "99999999999"})
    void a_code_that_is_no_integer_verifies_nothing_and_is_not_claimed(String code) {
        Reply reply = ReplyCheck.read(GOOD.replace("\"error_code\":0", "\"error_code\":" + code), KEY);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Unverified.class,
                        unverified -> assertThat(unverified.claimedCode()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "true", "[\"OK\"]"})
    void a_text_that_is_none_verifies_nothing(String text) {
        Reply reply = ReplyCheck.read(GOOD.replace("\"OK\"", text), KEY);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Unverified.class,
                        unverified -> assertThat(unverified.claimedText()).isNull());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "~~|empty",
                "~  ~|empty",
                "<html>502</html>|not JSON",
                "{\"error_code\":0,\"error_te|breaks off",
                "[]|not an object",
                "\"OK\"|not an object",
                "{}|no error_code",
                "{\"error_text\":\"OK\"}|no error_code",
                "{\"error_code\":0}{\"error_code\":0}|follows",
                "{\"error_code\":0}<br>|not JSON",
                "Notice: x {\"error_code\":0}|not JSON"
            })
    void what_is_no_envelope_says_what_it_is(String body, String problem) {
        assertThat(ReplyCheck.read(body, KEY)).isInstanceOfSatisfying(Reply.NoEnvelope.class, none -> {
            assertThat(none.problem()).contains(problem);
            assertThat(none.raw()).isEqualTo(body);
        });
    }

    @Property
    void a_reply_cut_anywhere_is_no_envelope(@ForAll @IntRange(min = 0, max = 110) int length) {
        String cut = GOOD.substring(0, Math.min(length, GOOD.length() - 1));

        assertThat(ReplyCheck.read(cut, KEY)).isInstanceOf(Reply.NoEnvelope.class);
    }

    @Test
    void one_changed_character_of_code_text_or_hash_is_seen() {
        String signed = "{\"error_code\":0,\"error_text\":\"OK\",\"hash\":\"" + HASH + "\"";
        assertThat(ReplyCheck.read(signed + "}", KEY)).isInstanceOf(Reply.Verified.class);

        for (int at = 0; at < signed.length(); at++) {
            for (char other : "{}[]\":,0123456789abcdefABCDEFOK_ \\\uFEFF".toCharArray()) {
                if (signed.charAt(at) != other) {
                    String changed = signed.substring(0, at) + other + signed.substring(at + 1) + "}";
                    assertThat(ReplyCheck.read(changed, KEY)).as(changed).isNotInstanceOf(Reply.Verified.class);
                }
            }
        }
    }

    @Property
    void no_body_makes_the_check_fail(@ForAll String body, @ForAll byte[] bytes) {
        assertThat(ReplyCheck.read(body, KEY)).isInstanceOf(Reply.NoEnvelope.class);
        assertThat(ReplyCheck.read(bytes, KEY)).isInstanceOf(Reply.NoEnvelope.class);
    }

    @Test
    void absurd_nesting_and_numbers_are_no_envelope_and_no_crash() {
        assertThat(ReplyCheck.read("[".repeat(500_000), KEY)).isInstanceOf(Reply.NoEnvelope.class);
        assertThat(ReplyCheck.read("{\"x\":" + "[".repeat(500_000), KEY)).isInstanceOf(Reply.NoEnvelope.class);
        assertThat(ReplyCheck.read("{\"error_code\":" + "9".repeat(500_000) + "}", KEY))
                .isInstanceOf(Reply.NoEnvelope.class);
    }

    @Test
    void a_problem_never_shows_the_key() {
        assertThat(ReplyCheck.read(GOOD.toUpperCase(Locale.ROOT), KEY).toString())
                .doesNotContain(KEY);
        assertThat(ReplyCheck.read(GOOD.replace("OK", "NO"), KEY).toString()).doesNotContain(KEY);
    }

    private static Reply.Verified verifiedWith(String result) {
        return (Reply.Verified) ReplyCheck.read(GOOD.replace("{\"bill_id\":102937}", result), KEY);
    }
}
