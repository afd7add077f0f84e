package io.waybill.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.order.AccountKey;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretTest {
    private static final String KEY = "Sehr-Geheim-0123456789";

    @Test
    void no_text_form_shows_the_key() {
        AccountSettings settings = AccountSettings.of("https://shop.example", "shop", KEY);
        Account account = settings.checked(new AccountKey("main", false));

        assertThat(List.of(new Secret(KEY).toString(), settings.toString(), account.toString(), account.description()))
                .noneMatch(text -> text.contains(KEY.substring(0, 4)) || text.contains("6789"));
    }

    @Test
    void it_cannot_be_serialised() {
        assertThat(new Secret(KEY)).isNotInstanceOf(Serializable.class);
        assertThatThrownBy(() -> new ObjectMapper().writeValueAsString(new Secret(KEY)))
                .isInstanceOf(Exception.class);
    }

    @Test
    void equal_keys_are_equal() {
        assertThat(new Secret(KEY)).isEqualTo(new Secret(KEY)).hasSameHashCodeAs(new Secret(KEY));
        assertThat(new Secret(KEY)).isNotEqualTo(new Secret(KEY + "x")).isNotEqualTo(KEY);
    }

    @Test
    void it_is_taken_out_of_text_of_others() {
        Secret secret = new Secret(KEY);

        assertThat(secret.removedFrom("wrong key " + KEY + "!")).isEqualTo("wrong key *****!");
        assertThat(secret.removedFrom(null)).isNull();
    }

    @Test
    void an_empty_key_is_none() {
        assertThatThrownBy(() -> new Secret("")).isInstanceOf(IllegalArgumentException.class);
    }
}
