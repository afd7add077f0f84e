package io.waybill.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.gateway.Gateway;
import io.waybill.ledger.ApiKey;
import io.waybill.ledger.Ledger;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;

/**
 * A gateway with two accounts in its sandbox, called over TCP. Every answer is looked up in the contract: one that does
 * not stand there is an error.
 */
final class RestSite implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final Set<String> given = ConcurrentHashMap.newKeySet();
    private final Map<?, ?> contract;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Gateway gateway;
    private final int port;
    private final Path data;

    RestSite(Path folder) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config/mappings")).getParent();
        data = folder.resolve("data");
        Files.writeString(config.resolve("mappings/partner.yaml"), "fields:\n  bill_email: Mail\n");
        port = free();
        gateway = Gateway.start(
                null,
                Map.of(
                        "waybill.data", data.toString(),
                        "waybill.routes", "routes",
                        "waybill.accounts.main.url", "sandbox:",
                        "waybill.accounts.other.url", "sandbox:",
                        "waybill.rest.port", Integer.toString(port),
                        "waybill.rest.max-body", "300KB",
                        "waybill.rest.in-flight", "4",
                        "waybill.rest.rate", "200"));
        contract = new Yaml().load(Files.readString(Path.of("src/main/resources/openapi.yaml")));
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    Gateway gateway() {
        return gateway;
    }

    Ledger ledger() {
        return gateway.ledger();
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    /** Makes a key, offline for the gateway: it hears of it by itself. */
    String caller(String name, String... accounts) {
        String key = CallerKey.random(new SecureRandom());
        Ledger.await(ledger().apiKeys().add(new ApiKey(name, CallerKey.digest(key), List.of(accounts), Instant.EPOCH)));
        keys.put(name, key);
        return key;
    }

    Set<String> keys() {
        return Set.copyOf(keys.values());
    }

    HttpRequest.Builder request(String caller, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (caller != null) {
            request.header("Authorization", "Bearer " + keys.get(caller));
        }
        return request;
    }

    HttpResponse<String> get(String caller, String path) {
        return send(request(caller, path).GET());
    }

    HttpResponse<String> post(String caller, String query, String body, String... headers) {
        return send(posting(caller, query, body, headers));
    }

    HttpRequest.Builder posting(String caller, String query, String body, String... headers) {
        HttpRequest.Builder request = request(caller, "/api/orders" + query)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return later(request).join();
    }

    CompletableFuture<HttpResponse<String>> later(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(this::checked);
    }

    private HttpResponse<String> checked(HttpResponse<String> response) {
        String path = response.request().uri().getPath();
        if (path.startsWith("/api/orders/")) {
            path = "/api/orders/{id}";
        } else if (path.startsWith("/api/documents/")) {
            path = "/api/documents/{id}";
        }
        String method = response.request().method().toLowerCase(java.util.Locale.ROOT);
        if (map(contract, "paths").get(path) instanceof Map<?, ?> methods && methods.containsKey(method)) {
            String status = Integer.toString(response.statusCode());
            Map<?, ?> documented = map(map(methods, method), "responses");
            if (!documented.containsKey(status)) {
                throw new AssertionError(method + " " + path + " answered " + status
                        + ", which is not in the contract: " + response.body());
            }
            headersOf(documented, status, response);
            members(path, response);
            given.add(method + " " + path + " " + status);
        }
        return response;
    }

    private void headersOf(Map<?, ?> documented, String status, HttpResponse<String> response) {
        Map<?, ?> answer = map(documented, status);
        if (answer.get("$ref") instanceof String reference) {
            answer = map(
                    map(map(contract, "components"), "responses"), reference.substring(reference.lastIndexOf('/') + 1));
        }
        for (Object header : map(answer, "headers").keySet()) {
            if (response.headers().firstValue((String) header).isEmpty()) {
                throw new AssertionError(status + " came without the header " + header);
            }
        }
        String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        if (!map(answer, "content").containsKey(type)) {
            throw new AssertionError(status + " came as " + type + ", which is not in the contract");
        }
    }

    /** What is told of a document and its orders stands in the contract, member by member. */
    private void members(String path, HttpResponse<String> response) {
        if (path.equals("/api/documents/{id}") && response.statusCode() == 200 || response.statusCode() == 202) {
            Map<?, ?> schemas = map(map(contract, "components"), "schemas");
            JsonNode document = json(response);
            assertNames(document, map(map(schemas, "Document"), "properties"));
            document.path("orders").forEach(order -> assertNames(order, map(map(schemas, "OrderState"), "properties")));
            document.path("errors").forEach(fault -> assertNames(fault, map(map(schemas, "Fault"), "properties")));
        }
    }

    private static void assertNames(JsonNode object, Map<?, ?> properties) {
        object.fieldNames().forEachRemaining(name -> {
            if (!properties.containsKey(name)) {
                throw new AssertionError(name + " is not in the contract: " + object);
            }
        });
    }

    private static Map<?, ?> map(Map<?, ?> parent, String name) {
        return parent.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** Answers of the contract that no call has had yet. */
    Set<String> notGiven() {
        Set<String> all = new TreeSet<>();
        map(contract, "paths")
                .forEach((path, methods) -> ((Map<?, ?>) methods)
                        .forEach((method, call) -> map((Map<?, ?>) call, "responses")
                                .keySet()
                                .forEach(status -> all.add(method + " " + path + " " + status))));
        all.removeAll(given);
        return all;
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
