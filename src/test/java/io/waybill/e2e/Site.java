package io.waybill.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.cli.Commands;
import io.waybill.ledger.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One installation: a configuration, a data folder, and the gateways that run on it one after the other. */
final class Site {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final Map<String, Object> settings = new TreeMap<>();
    private int starts;
    private List<String> before = List.of();

    /**
     * With one account, {@code main}, at that far end, where an order in doubt has a second to appear; files are taken a
     * fifth of a second after they stand still.
     */
    Site(Path root, FarEnd farEnd) {
        this.root = root;
        account("main", farEnd, farEnd.key());
        set("waybill.folder.settle", "200ms");
        set("waybill.folder.unterminated-settle", "600ms");
    }

    /** Sets a configuration key from the next start on. */
    Site set(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    /** Has all processes started behind these words from now on; see {@link Mounts#enter}. */
    Site within(List<String> words) {
        before = List.copyOf(words);
        return this;
    }

    /** Leaves a configuration key out from the next start on. */
    Site without(String key) {
        settings.remove(key);
        return this;
    }

    Site account(String name, FarEnd farEnd, String key) {
        String prefix = "waybill.accounts." + name;
        set(prefix + ".url", farEnd.url());
        set(prefix + ".login", farEnd.login());
        set(prefix + ".settling-time", "1s");
        return set(prefix + ".key", key);
    }

    /** One of many gateways on that database, which share that folder, its inbox included. */
    Site among(PostgresSettings postgres, Path shared) {
        set("waybill.ledger.url", postgres.url());
        set("waybill.ledger.user", postgres.user());
        set("waybill.ledger.lease", postgres.lease().toMillis() + "ms");
        set("waybill.shared", shared.toString());
        return set("waybill.folder.inbox", shared.resolve("inbox").toString());
    }

    Path data() {
        return root.resolve("data");
    }

    Drop inbox() {
        return new Drop(data().resolve("inbox"));
    }

    Drop inbox(String account) {
        return new Drop(data().resolve("inbox").resolve(account));
    }

    Filed filed() {
        return new Filed(data());
    }

    /** Starts a gateway and waits until it is ready. */
    WaybillProcess start() {
        WaybillProcess gateway = begin();
        gateway.awaitLine("is ready");
        return gateway;
    }

    /** Writes the configuration as it is set now, under a gateway that runs, too. */
    Path configure() {
        Path config = root.resolve("config");
        try {
            Files.createDirectories(config);
            StringBuilder yaml = new StringBuilder();
            for (Map.Entry<String, Object> setting : settings.entrySet()) {
                yaml.append(setting.getKey())
                        .append(": ")
                        .append(text(setting.getValue()))
                        .append('\n');
            }
            Files.writeString(config.resolve("application.yaml"), yaml, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return config;
    }

    /** Runs another command on this installation to its end, in this process. */
    Commands.Ran command(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--config", configure().toString(), "--data", data().toString()));
        return Commands.run(arguments.toArray(String[]::new));
    }

    /** Starts a gateway without waiting for it. */
    WaybillProcess begin(String... options) {
        starts++;
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of(
                "--config",
                configure().toString(),
                "--data",
                data().toString(),
                "--routes",
                WaybillProcess.home().resolve("routes").toString()));
        return WaybillProcess.start(root.resolve("gateway-" + starts + ".log"), before, arguments);
    }

    /** JSON is YAML, too. */
    private static String text(Object value) throws JsonProcessingException {
        return JSON.writeValueAsString(value);
    }
}
