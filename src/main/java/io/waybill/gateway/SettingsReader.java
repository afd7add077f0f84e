package io.waybill.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Reads the configuration as it stands now: beside a gateway that runs, or without one. Starts nothing. */
final class SettingsReader {
    private SettingsReader() {}

    /**
     * What a gateway is started with.
     *
     * @param config the folder of the configuration, or null for the built-in defaults alone
     * @param overrides keys that stand above it
     * @throws ConfigurationMistakes if there is no such folder
     */
    static String[] arguments(Path config, Map<String, String> overrides) {
        if (config != null && !Files.isDirectory(config)) {
            throw new ConfigurationMistakes(
                    List.of("--config: " + config + " is not a folder; it is where application.yaml lies."));
        }
        List<String> arguments = new ArrayList<>();
        arguments.add("--spring.config.location=classpath:/defaults.yaml"
                + (config == null ? "" : ",file:" + config.toAbsolutePath() + "/"));
        if (config != null) {
            arguments.add("--waybill.config=" + config.toAbsolutePath().normalize());
        }
        overrides.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return arguments.toArray(String[]::new);
    }

    /** @throws ConfigurationMistakes if it cannot be used */
    static Settings read(Path config, Map<String, String> overrides) {
        return read(new SimpleCommandLinePropertySource(arguments(config, overrides)));
    }

    /**
     * The configuration of the gateway of that environment, read anew from where it was read at the start.
     *
     * @throws ConfigurationMistakes if it cannot be used
     */
    static Settings again(ConfigurableEnvironment running) {
        return read(running.getPropertySources().get(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME));
    }

    private static Settings read(PropertySource<?> arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(arguments);
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
            ConfigurationPropertySources.attach(environment);
            return Binder.get(
                            environment,
                            new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()))
                    .bindOrCreate("waybill", Bindable.of(Settings.class));
        } catch (RuntimeException e) {
            throw StartFailure.explained(e);
        }
    }
}
