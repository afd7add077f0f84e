package io.waybill.gateway;

import io.waybill.ledger.LedgerException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Finds, in what Spring and Camel wrap around it, the sentence that a person can act on. */
final class StartFailure {
    private StartFailure() {}

    static RuntimeException explained(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationMistakes || cause instanceof LedgerException) {
                return (RuntimeException) cause;
            }
            if (cause instanceof UnboundConfigurationPropertiesException unbound) {
                return unknownKeys(unbound);
            }
            if (cause instanceof BindException bind
                    && !(bind.getCause() instanceof UnboundConfigurationPropertiesException)) {
                return wrongValue(bind);
            }
            if (cause instanceof MarkedYAMLException yaml) {
                return new ConfigurationMistakes(List.of(notYaml(yaml)));
            }
            Path inTheWay = cause instanceof FileSystemException of ? fileInTheWay(of) : null;
            if (inTheWay != null) {
                return new ConfigurationMistakes(
                        List.of(
                                inTheWay
                                        + " is a file, and a folder has to be there: move it away, or name another folder with --data."));
            }
            if (cause instanceof YAMLException || cause instanceof ConfigDataException) {
                return new ConfigurationMistakes(List.of("application.yaml cannot be read: it is no YAML."));
            }
        }
        return failure;
    }

    /** The file because of which a folder could not be made, or null. */
    private static Path fileInTheWay(FileSystemException failure) {
        if (failure.getFile() == null) {
            return null;
        }
        Path at = Path.of(failure.getFile()).toAbsolutePath();
        if (!(failure instanceof FileAlreadyExistsException)) {
            at = at.getParent();
        }
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        return at == null || Files.isDirectory(at) ? null : at;
    }

    /** Without the line that YAML's own message quotes: it may hold a key. */
    private static String notYaml(MarkedYAMLException yaml) {
        Mark mark = yaml.getProblemMark();
        String where = mark == null ? "" : " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
        return "application.yaml cannot be read" + where + ": it is no YAML; a colon without a space behind it, a tab,"
                + " or a missing quotation mark are the usual causes.";
    }

    private static ConfigurationMistakes unknownKeys(UnboundConfigurationPropertiesException unbound) {
        Set<String> sentences = new LinkedHashSet<>();
        for (ConfigurationProperty property : unbound.getUnboundProperties()) {
            ConfigurationPropertyName name = property.getName();
            sentences.add(
                    name.isLastElementIndexed() && KnownKeys.contains(name.getParent())
                            ? name.getParent() + ": cannot be a list; expected one value."
                            : name + ": there is no such key" + origin(property)
                                    + "; config/application.yaml as shipped shows every key there is.");
        }
        return new ConfigurationMistakes(List.copyOf(sentences));
    }

    private static ConfigurationMistakes wrongValue(BindException bind) {
        Throwable root = bind;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String name = bind.getName().toString();
        Class<?> type = bind.getTarget().getType().resolve(Object.class);
        if (bind.getProperty() != null
                && "".equals(bind.getProperty().getValue())
                && (type.isRecord() || Map.class.isAssignableFrom(type))) {
            return new ConfigurationMistakes(List.of(name + ": has nothing below it" + origin(bind.getProperty())
                    + "; expected " + expected(type) + "."));
        }
        String found = bind.getProperty() == null || name.endsWith("key") || name.endsWith("password")
                ? ""
                : " cannot be \"" + bind.getProperty().getValue() + "\"" + origin(bind.getProperty());
        return new ConfigurationMistakes(
                List.of(name + ":" + found + (found.isEmpty() ? " expected " : "; expected ") + expected(type) + "."));
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            List<String> names = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                names.add(constant.toString().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            }
            return "one of " + String.join(", ", names);
        }
        if (type.isRecord() || Map.class.isAssignableFrom(type)) {
            return "keys of its own, indented below it, or no such line at all";
        }
        return switch (type.getSimpleName()) {
            case "DataSize" -> "a size such as 500MB or 2GB";
            case "Duration" -> "a time such as 500ms, 30s or 10m";
            case "int", "Integer", "long" -> "a whole number";
            case "boolean", "Boolean" -> "true or false";
            default -> "a " + type.getSimpleName();
        };
    }

    private static String origin(ConfigurationProperty property) {
        return property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
    }
}
