package io.waybill.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.Option;

/** The options of every command that asks a running gateway. */
final class ClientOptions {
    private static final String VARIABLE = "WAYBILL_DATA";
    private static final String HOME = "${waybill.home}";
    /** Without a line like this nothing is said of the folder, and nothing has to be parsed. */
    private static final Pattern SAYS_DATA = Pattern.compile("(?m)^\\s*['\"]?(waybill\\.)?data['\"]?\\s*:");

    @Option(names = "--config", paramLabel = "DIR", description = "Folder of application.yaml, instead of config/.")
    private Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The gateway's data folder, instead of the one of the configuration.")
    private Path data;

    @Option(names = "--json", description = "Print the gateway's answer as it is, for programs.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** The folder of the configuration. */
    Path config() {
        return config == null
                ? GatewayOptions.home().resolve("config")
                : config.toAbsolutePath().normalize();
    }

    /** What the options say, as configuration keys. */
    Map<String, String> overrides() {
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put("waybill.home", GatewayOptions.home().toString());
        if (data != null) {
            overrides.put("waybill.data", data.toAbsolutePath().normalize().toString());
        }
        return overrides;
    }

    /** The gateway of the folder that the options or the configuration name. */
    GatewayClient gateway() {
        return GatewayClient.of(dataFolder());
    }

    /** Prints a gateway's answer: as it is for programs, else told in words. */
    void tell(String answer, PrintWriter out, BiConsumer<JsonNode, PrintWriter> words) {
        if (json) {
            out.print(answer);
        } else {
            words.accept(JsonNode.of(answer), out);
        }
        out.flush();
    }

    /** The data folder that the options or the configuration name. */
    Path dataFolder() {
        return folder().toAbsolutePath().normalize();
    }

    private Path folder() {
        if (data != null) {
            return data;
        }
        String variable = System.getenv(VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return Path.of(variable);
        }
        Path home = GatewayOptions.home();
        String configured = configured(config().resolve("application.yaml"));
        return configured == null ? home.resolve("data") : Path.of(configured.replace(HOME, home.toString()));
    }

    private static String configured(Path file) {
        try {
            String text = Files.isReadable(file) ? Files.readString(file) : "";
            Matcher says = SAYS_DATA.matcher(text);
            if (!says.find()) {
                return null;
            }
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            if (root instanceof Map<?, ?> keys) {
                Object flat = keys.get("waybill.data");
                Object nested = keys.get("waybill") instanceof Map<?, ?> waybill ? waybill.get("data") : null;
                Object value = nested == null ? flat : nested;
                return value == null ? null : value.toString();
            }
            return null;
        } catch (IOException | YAMLException e) {
            throw CommandFailure.configuration(
                    file + " cannot be read, so the data folder is not known: name it with --data.", e);
        }
    }
}
