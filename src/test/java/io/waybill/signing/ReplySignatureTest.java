package io.waybill.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The worked values of the API's facts sheet, and what must not pass for them. */
class ReplySignatureTest {
    private static final String KEY = "not-a-real-key";
    private static final String HASH = "57e953af03965b797c828aa1e25109f1";

    @Test
    void the_right_hash_matches() {
        assertThat(ReplySignature.matches("0", "OK", HASH, KEY)).isTrue();
        assertThat(ReplySignature.matches("604", "Product not exist: курс/1", "ba6b2fc11fa277b5d263453a18370083", KEY))
                .isTrue();
    }

    @Test
    void nothing_else_matches() {
        assertThat(ReplySignature.matches("1", "OK", HASH, KEY)).isFalse();
        assertThat(ReplySignature.matches("00", "OK", HASH, KEY)).isFalse();
        assertThat(ReplySignature.matches("0", "ok", HASH, KEY)).isFalse();
        assertThat(ReplySignature.matches("0", "OK", HASH, KEY + "\n")).isFalse();
        assertThat(ReplySignature.matches("0", "OK", HASH.toUpperCase(Locale.ROOT), KEY))
                .isFalse();
        assertThat(ReplySignature.matches("0", "OK", HASH.substring(1), KEY)).isFalse();
        assertThat(ReplySignature.matches("0", "OK", HASH + " ", KEY)).isFalse();
        assertThat(ReplySignature.matches("0", "OK", "", KEY)).isFalse();
    }

    @Test
    void what_is_missing_does_not_match() {
        assertThat(ReplySignature.matches(null, "OK", HASH, KEY)).isFalse();
        assertThat(ReplySignature.matches("0", null, HASH, KEY)).isFalse();
        assertThat(ReplySignature.matches("0", "OK", null, KEY)).isFalse();
    }

    @Test
    void an_empty_key_proves_nothing() {
        assertThat(ReplySignature.matches("5", "Invalid user name", "ca1d0e11a47db2f77cca68545d853090", ""))
                .isFalse();
    }

    @Test
    void a_text_without_utf8_form_does_not_match_the_hash_of_its_replacement() {
        String signedReplacement = Signature.of("0", "a?", KEY);

        assertThat(ReplySignature.matches("0", "a?", signedReplacement, KEY)).isTrue();
        assertThat(ReplySignature.matches("0", "a\uD83D", signedReplacement, KEY))
                .isFalse();
    }
}
