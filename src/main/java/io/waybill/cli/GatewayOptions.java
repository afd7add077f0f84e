package io.waybill.cli;

import io.waybill.gateway.ConfigurationMistakes;
import io.waybill.gateway.Gateway;
import io.waybill.ledger.LedgerException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of every command that starts a gateway. */
final class GatewayOptions {
    @Option(names = "--config", paramLabel = "DIR", description = "Folder of application.yaml, instead of config/.")
    private Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for all that the gateway keeps, instead of data/.")
    private Path data;

    @Option(names = "--routes", paramLabel = "DIR", description = "Folder of the routes, instead of routes/.")
    private Path routes;

    /** The folder that Waybill was unpacked or cloned into. */
    static Path home() {
        return Path.of(System.getProperty("waybill.home", "")).toAbsolutePath().normalize();
    }

    Path config() {
        return config == null
                ? home().resolve("config")
                : config.toAbsolutePath().normalize();
    }

    /** What the options say, as configuration keys. */
    Map<String, String> overrides() {
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put("waybill.home", home().toString());
        if (data != null) {
            overrides.put("waybill.data", data.toAbsolutePath().normalize().toString());
        }
        if (routes != null) {
            overrides.put("waybill.routes", routes.toAbsolutePath().normalize().toString());
        }
        return overrides;
    }

    /** Starts a gateway; what is wrong with its configuration or its folders is told as that. */
    static Gateway start(Path config, Map<String, String> overrides) {
        try {
            return Gateway.start(config, overrides);
        } catch (ConfigurationMistakes | LedgerException e) {
            throw CommandFailure.configuration(e.getMessage(), e);
        }
    }
}
