package io.waybill.intake.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.account.Secret;
import io.waybill.ledger.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OAuthTokensTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2024-05-01T10:00:00Z"));
    private TokenServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TokenServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private OAuthTokens tokens(String refresh) {
        return new OAuthTokens(
                new OAuthSettings(
                        server.url(),
                        "me",
                        new Secret("hush hush"),
                        refresh == null ? null : new Secret(refresh),
                        "mail"),
                clock);
    }

    @Test
    void a_token_is_kept_until_shortly_before_it_is_over() throws IOException {
        OAuthTokens tokens = tokens(null);
        server.answering(200, "{\"access_token\": \"one\", \"expires_in\": 3600}");
        assertThat(tokens.current().reveal()).isEqualTo("one");
        clock.advance(Duration.ofMinutes(58));
        assertThat(tokens.current().reveal()).isEqualTo("one");
        server.answering(200, "{\"access_token\": \"two\", \"expires_in\": 3600}");
        clock.advance(Duration.ofMinutes(1));
        assertThat(tokens.current().reveal()).isEqualTo("two");
        tokens.refused();
        tokens.current();
        assertThat(server.asked())
                .containsExactly(
                        "grant_type=client_credentials&client_id=me&client_secret=hush+hush&scope=mail",
                        "grant_type=client_credentials&client_id=me&client_secret=hush+hush&scope=mail",
                        "grant_type=client_credentials&client_id=me&client_secret=hush+hush&scope=mail");
    }

    @Test
    void a_refresh_token_that_is_replaced_is_replaced() throws IOException {
        OAuthTokens tokens = tokens("old");
        server.answering(200, "{\"access_token\": \"one\", \"refresh_token\": \"new\", \"expires_in\": 0}");
        tokens.current();
        tokens.current();
        assertThat(server.asked().get(0)).contains("grant_type=refresh_token", "refresh_token=old");
        assertThat(server.asked().get(1)).contains("refresh_token=new");
    }

    @Test
    void a_refusal_is_told_without_a_secret() {
        OAuthTokens tokens = tokens("the-refresh-token");
        server.answering(400, "{\"error\": \"invalid_grant\", \"error_description\": \"the-refresh-token is over\"}");
        assertThatThrownBy(tokens::current)
                .hasMessage("the token server 127.0.0.1 answered 400 invalid_grant: see client-id, client-secret,"
                        + " refresh-token and scope");
        server.answering(200, "<html>the-refresh-token</html>");
        assertThatThrownBy(tokens::current).hasMessage("the token server 127.0.0.1 sent no access_token");
    }
}
