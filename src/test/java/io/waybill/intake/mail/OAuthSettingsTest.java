package io.waybill.intake.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.account.Secret;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class OAuthSettingsTest {
    @Test
    void a_secret_goes_unencrypted_to_this_machine_only() {
        assertThat(mistakes("https://login.example.com/token")).isEmpty();
        assertThat(mistakes("http://127.0.0.1:8080/token")).isEmpty();
        assertThat(mistakes("http://login.example.com/token"))
                .singleElement()
                .asString()
                .startsWith("token-url: ");
        assertThat(mistakes("http://127.evil.example/token"))
                .singleElement()
                .asString()
                .startsWith("token-url: ");
    }

    private static List<String> mistakes(String tokenUrl) {
        return new OAuthSettings(URI.create(tokenUrl), "waybill", new Secret("x"), null, null).mistakes();
    }
}
