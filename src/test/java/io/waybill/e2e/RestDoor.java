package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Commands;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The REST door of a gateway, as a caller sees it that was given a key. */
final class RestDoor {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final Pattern KEY = Pattern.compile("waybill_\\w+");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI orders;
    private final String key;

    /** Has a key made by that name, and finds where the gateway listens. */
    RestDoor(Site site, WaybillProcess gateway, String caller) {
        this(gateway, site.command("keys", "add", caller));
    }

    /** Finds where the gateway listens, and the key that was made for it. */
    RestDoor(WaybillProcess gateway, Commands.Ran made) {
        this.orders = URI.create(found(ADDRESS, gateway.awaitLine("rest     ")) + "/api/orders");
        this.key = found(KEY, made.log());
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group();
    }

    /** Hands in a document of that media type; more headers by name and value. */
    HttpResponse<String> post(String type, byte[] document, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(orders)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(document));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
