package io.waybill.intake.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.account.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Access tokens, each kept until shortly before it is over. A refresh token that is replaced is so until the next start. */
final class OAuthTokens implements MailCredentials {
    private static final int TIMEOUT_MILLIS = 15_000;
    private static final int MOST_ANSWER = 1 << 18;
    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final long USUAL_SECONDS = 3600;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OAuthSettings settings;
    private final Clock clock;
    private Secret refreshToken;
    private Secret token;
    private Instant until = Instant.MIN;

    OAuthTokens(OAuthSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.refreshToken = settings.refreshToken();
    }

    @Override
    public boolean isToken() {
        return true;
    }

    @Override
    public synchronized Secret current() throws IOException {
        if (token == null || !clock.instant().isBefore(until)) {
            fetch();
        }
        return token;
    }

    @Override
    public synchronized void refused() {
        token = null;
    }

    private void fetch() throws IOException {
        token = null;
        JsonNode answer = ask();
        String text = answer.path("access_token").asText("");
        if (text.isEmpty()) {
            throw new IOException("the token server " + settings.tokenUrl().getHost() + " sent no access_token");
        }
        long seconds = answer.path("expires_in").asLong(USUAL_SECONDS);
        token = new Secret(text);
        Duration lasts = Duration.ofSeconds(Math.max(0, seconds));
        // one that lasts no longer than that is used for half of its time
        until = clock.instant()
                .plus(lasts.compareTo(EARLY.multipliedBy(2)) > 0 ? lasts.minus(EARLY) : lasts.dividedBy(2));
        String renewed = answer.path("refresh_token").asText("");
        if (refreshToken != null && !renewed.isEmpty()) {
            refreshToken = new Secret(renewed);
        }
    }

    private JsonNode ask() throws IOException {
        HttpURLConnection call = (HttpURLConnection) settings.tokenUrl().toURL().openConnection();
        try {
            call.setConnectTimeout(TIMEOUT_MILLIS);
            call.setReadTimeout(TIMEOUT_MILLIS);
            call.setInstanceFollowRedirects(false);
            call.setRequestMethod("POST");
            call.setDoOutput(true);
            call.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
            call.setRequestProperty("Accept", "application/json");
            try (OutputStream out = call.getOutputStream()) {
                out.write(form().getBytes(StandardCharsets.US_ASCII));
            }
            int status = call.getResponseCode();
            JsonNode answer = read(status == HttpURLConnection.HTTP_OK ? call.getInputStream() : call.getErrorStream());
            if (status != HttpURLConnection.HTTP_OK) {
                String error = answer.path("error").asText("").replaceAll("[^A-Za-z0-9_.-]", "");
                throw new IOException("the token server " + settings.tokenUrl().getHost() + " answered " + status
                        + (error.isEmpty() ? "" : " " + error.substring(0, Math.min(error.length(), 60)))
                        + ": see client-id, client-secret, refresh-token and scope");
            }
            return answer;
        } finally {
            call.disconnect();
        }
    }

    // what a server of ours to be says is read, never repeated: it may quote what it was sent
    private static JsonNode read(InputStream stream) throws IOException {
        if (stream == null) {
            return JSON.createObjectNode();
        }
        try (stream) {
            JsonNode answer = JSON.readTree(stream.readNBytes(MOST_ANSWER));
            return answer == null ? JSON.createObjectNode() : answer;
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private String form() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", refreshToken == null ? "client_credentials" : "refresh_token");
        fields.put("client_id", settings.clientId());
        if (settings.clientSecret() != null) {
            fields.put("client_secret", settings.clientSecret().reveal());
        }
        if (refreshToken != null) {
            fields.put("refresh_token", refreshToken.reveal());
        }
        if (settings.scope() != null) {
            fields.put("scope", settings.scope());
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
