package io.waybill.intake.mail;

import io.waybill.account.Loopback;
import io.waybill.account.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Where access tokens for a mailbox come from: by the grant of a refresh token where there is one, else by that of the
 * client's own credentials.
 *
 * @param tokenUrl the token endpoint
 * @param clientId whom it knows
 * @param clientSecret what proves it, or null for a public client
 * @param refreshToken the refresh token, or null
 * @param scope what the token is for, or null
 */
public record OAuthSettings(URI tokenUrl, String clientId, Secret clientSecret, Secret refreshToken, String scope) {
    /** What is wrong, a clause for each setting by its name; empty where nothing is. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        boolean plain = tokenUrl != null
                && "http".equals(tokenUrl.getScheme())
                && tokenUrl.getHost() != null
                && Loopback.is(tokenUrl.getHost());
        if (tokenUrl == null || tokenUrl.getHost() == null || !"https".equals(tokenUrl.getScheme()) && !plain) {
            mistakes.add("token-url: expected an address such as"
                    + " https://login.microsoftonline.com/TENANT/oauth2/v2.0/token.");
        }
        if (clientId == null || clientId.isBlank()) {
            mistakes.add("client-id: is missing.");
        }
        if (clientSecret == null && refreshToken == null) {
            mistakes.add(
                    "client-secret: is missing; expected client-secret, refresh-token, or both, here or in a file.");
        }
        return mistakes;
    }
}
