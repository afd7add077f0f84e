package io.waybill.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.sandbox.Sandbox;
import io.waybill.sandbox.SandboxFault;
import io.waybill.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The stand-in for the API, in another process than any gateway, so that its books survive whatever befalls one: in that
 * of the tests, or, for those that take long, in one of its own.
 */
final class FarEnd implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final String LOGIN = "shop";

    private final AutoCloseable standIn;
    private final String url;
    private final String key;
    private final HttpClient http = HttpClient.newHttpClient();

    private FarEnd(AutoCloseable standIn, String url, String key) {
        this.standIn = standIn;
        this.url = url;
        this.key = key;
    }

    /**
     * Starts one that takes calls.
     *
     * @param faults what goes wrong from the start, as the command line takes it
     */
    static FarEnd start(String key, String... faults) {
        return start(0, key, faults);
    }

    /** Starts one on a port. */
    static FarEnd start(int port, String key, String... faults) {
        Sandbox sandbox = Sandbox.start(SandboxOptions.defaults()
                .withPort(port)
                .withAccount(LOGIN, key)
                .withFaults(Stream.of(faults).map(SandboxFault::parse).toList()));
        return new FarEnd(sandbox, sandbox.url(), key);
    }

    /** Starts one in a process of its own, whose faults come by that seed, and waits until it takes calls. */
    static FarEnd seeded(Path folder, long seed, String key, String... faults) {
        List<String> arguments = new ArrayList<>(
                List.of("sandbox", "--login", LOGIN, "--key", key, "--port", "0", "--seed", Long.toString(seed)));
        for (String fault : faults) {
            arguments.add("--fault");
            arguments.add(fault);
        }
        WaybillProcess process =
                WaybillProcess.start(folder.resolve("far-end-" + System.nanoTime() + ".log"), arguments);
        Matcher address = URL.matcher(process.awaitLine("Sandbox ready"));
        if (!address.find()) {
            throw new AssertionError("the sandbox names no address: " + process.log());
        }
        return new FarEnd(process, address.group(), key);
    }

    String url() {
        return url;
    }

    String login() {
        return LOGIN;
    }

    String key() {
        return key;
    }

    /** All orders that it holds, deleted ones too, oldest first. */
    Books books() {
        List<JsonNode> orders = new ArrayList<>();
        for (JsonNode order : get("/sandbox/orders")) {
            orders.add(order);
        }
        return new Books(orders);
    }

    /** The newest calls, oldest first. */
    List<JsonNode> calls() {
        List<JsonNode> calls = new ArrayList<>();
        get("/sandbox/calls").forEach(calls::add);
        return calls;
    }

    JsonNode counts() {
        return get("/sandbox/counts");
    }

    long created() {
        return counts().get("created").asLong();
    }

    /** Replaces all faults by these, a JSON list; {@code []} ends them. */
    void faults(String json) {
        send(HttpRequest.newBuilder(URI.create(url + "/sandbox/faults"))
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private JsonNode get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).build());
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() != 200) {
                throw new AssertionError(request.uri() + " says " + reply.statusCode() + " " + reply.body());
            }
            return JSON.readTree(reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            standIn.close();
        } catch (Exception e) {
            throw new AssertionError("the stand-in did not stop", e);
        }
    }
}
