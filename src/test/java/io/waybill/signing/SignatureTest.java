package io.waybill.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The worked values of the API's facts sheet. */
class SignatureTest {
    private static final String LOGIN = "demo";
    private static final String KEY = "not-a-real-key";

    @Test
    void signs_one_field() {
        assertThat(Signature.of("bill_id=1111", LOGIN, KEY)).isEqualTo("5e7e5e7b744da4743cbc1d75793fea74");
    }

    @Test
    void signs_no_fields_and_then_sends_the_hash_alone() {
        assertThat(Signature.of("", LOGIN, KEY)).isEqualTo("c50d38fb335714a35cd75119991eab31");
        assertThat(Signature.sign("", LOGIN, KEY)).isEqualTo("hash=c50d38fb335714a35cd75119991eab31");
    }

    @Test
    void the_hash_is_the_last_field_of_the_body() {
        assertThat(Signature.sign("bill_id=1111", LOGIN, KEY))
                .isEqualTo("bill_id=1111&hash=5e7e5e7b744da4743cbc1d75793fea74");
    }

    @Test
    void signs_cyrillic_and_marks() {
        String query = "goods%5B0%5D%5Bgood_name%5D=course&goods%5B0%5D%5Bgood_sum%5D=1500.00"
                + "&goods%5B1%5D%5Bgood_name%5D=book&bill_email=anna%40example.com"
                + "&bill_first_name=%D0%90%D0%BD%D0%BD%D0%B0&bill_comment=a%2Ab+%7Ec+%28d%29%21"
                + "&utm%5Butm_medium%5D=cpc&utm%5Butm_source%5D=x+y";

        assertThat(Signature.of(query, LOGIN, KEY)).isEqualTo("23f2ddf44dbedd971c0d4cad9600bed8");
    }

    @Test
    void login_and_key_are_taken_raw() {
        assertThat(Signature.of("a=1", " demo", KEY)).isNotEqualTo(Signature.of("a=1", "demo", KEY));
        assertThat(Signature.of("a=1", LOGIN, KEY + "\n")).isNotEqualTo(Signature.of("a=1", LOGIN, KEY));
    }

    @Test
    void the_body_has_the_bytes_of_the_signed_text() {
        String query = "a=" + "1".repeat(2000);

        assertThat(Signature.body(query, LOGIN, KEY))
                .isEqualTo(Signature.sign(query, LOGIN, KEY).getBytes(StandardCharsets.US_ASCII));
        assertThat(Signature.sign(query, LOGIN, KEY))
                .isEqualTo(query + "&hash=" + Signature.of(query, LOGIN, KEY))
                .endsWith(md5(query + "::" + LOGIN + "::" + KEY));
    }

    @Test
    void login_and_key_are_hashed_in_utf8() {
        assertThat(Signature.of("a=1", "магазин", "ключ\uD83D\uDD11")).isEqualTo(md5("a=1::магазин::ключ\uD83D\uDD11"));
    }

    @Test
    void a_query_that_is_not_encoded_is_not_sent() {
        assertThatThrownBy(() -> Signature.body("a=\u0131", LOGIN, KEY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void threads_that_sign_at_one_time_do_not_mix_their_sums() {
        List<String> queries =
                IntStream.range(0, 2000).mapToObj(i -> "n=" + i + "x".repeat(i)).toList();

        assertThat(queries.parallelStream().map(query -> Signature.of(query, LOGIN, KEY)))
                .containsExactlyElementsOf(queries.stream()
                        .map(query -> md5(query + "::" + LOGIN + "::" + KEY))
                        .toList());
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
