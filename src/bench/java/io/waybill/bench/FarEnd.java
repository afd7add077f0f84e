package io.waybill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sandbox in a process of its own, which only counts what it is sent. */
final class FarEnd implements Closeable {
    static final String LOGIN = "demo";
    static final String KEY = "demo-key";

    // one thread does its work: nothing of its JVM should take turns with the contender on another core
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m");
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Child child;
    private final String url;

    private FarEnd(Child child, String url) {
        this.child = child;
        this.url = url;
    }

    /** Starts it; what it has to say goes to the log. */
    static FarEnd start(Path log, Installation installation, Deadline deadline) throws IOException {
        Child child = Child.start(
                log, installation.command(OPTIONS, List.of("sandbox", "--port", "0", "--keep", "0", "--login", LOGIN)));
        try {
            Matcher address = ADDRESS.matcher(child.line("Sandbox ready at", deadline));
            if (!address.find()) {
                throw new BenchFailure("The sandbox does not say where it is; see " + log);
            }
            return new FarEnd(child, address.group());
        } catch (IOException | RuntimeException e) {
            child.close();
            throw e;
        }
    }

    /** Its address, without a slash at the end. */
    String url() {
        return url;
    }

    /** The address of CreateOrder. */
    static URI createOrder(String url) {
        return URI.create(url + "/api/CreateOrder");
    }

    /** How many orders it has created so far. */
    long created() throws IOException {
        try (InputStream counts = URI.create(url + "/sandbox/counts").toURL().openStream()) {
            JsonNode tree = JSON.readTree(counts);
            return tree.path("created").asLong();
        }
    }

    /** From now on every answer comes so much later; zero for at once. */
    void answersAfter(Duration latency) throws IOException {
        String faults = latency.isZero()
                ? "[]"
                : "[{\"fault\":\"latency\",\"delay\":\"" + latency.toMillis() + "ms\",\"operation\":\"CreateOrder\"}]";
        HttpURLConnection put =
                (HttpURLConnection) URI.create(url + "/sandbox/faults").toURL().openConnection();
        put.setRequestMethod("PUT");
        put.setDoOutput(true);
        put.setRequestProperty("Content-Type", "application/json");
        put.getOutputStream().write(faults.getBytes(StandardCharsets.UTF_8));
        if (put.getResponseCode() / 100 != 2) {
            throw new BenchFailure("The sandbox took no faults: HTTP " + put.getResponseCode());
        }
    }

    /** The processor time that it has used so far. */
    Duration cpu() {
        return child.cpu();
    }

    @Override
    public void close() {
        child.close();
    }
}
