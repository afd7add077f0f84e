package io.waybill.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Faults as names and texts: from a line, from JSON, and back to JSON. */
final class FaultSettings {
    private static final Set<String> NAMES =
            Set.of("fault", "rate", "operation", "count", "delay", "status", "code", "text", "location");

    private FaultSettings() {}

    static SandboxFault read(Map<String, String> settings) {
        for (String name : settings.keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("a fault has no setting \"" + name + "\"; it has " + NAMES);
            }
        }
        Duration[] delay = delay(settings.getOrDefault("delay", "0"));
        return new SandboxFault(
                FaultKind.ofSetting(settings.getOrDefault("fault", "")),
                decimal("rate", settings.getOrDefault("rate", "1")),
                settings.getOrDefault("operation", ""),
                whole("count", settings.getOrDefault("count", Long.toString(Long.MAX_VALUE))),
                delay[0],
                delay[1],
                (int) whole("status", settings.getOrDefault("status", "500")),
                (int) whole("code", settings.getOrDefault("code", "0")),
                settings.getOrDefault("text", ""),
                settings.getOrDefault("location", "/elsewhere"));
    }

    /** Cuts a line into settings; a text may hold commas where no setting's name follows. */
    static Map<String, String> split(String line) {
        Map<String, String> settings = new LinkedHashMap<>();
        String last = null;
        for (String part : line.split(",")) {
            int equals = part.indexOf('=');
            String name = (equals < 0 ? part : part.substring(0, equals)).trim();
            String value = equals < 0 ? "" : part.substring(equals + 1);
            if (last == null) {
                settings.put("fault", name);
                if (equals >= 0) {
                    settings.put(mainSetting(name), value.trim());
                }
                last = "fault";
            } else if (equals < 0 && last.equals("text")) {
                settings.merge("text", "," + part, String::concat);
            } else {
                last = name;
                settings.put(name, name.equals("text") ? value : value.trim());
            }
        }
        return settings;
    }

    /** Faults from a JSON object, or an array of such. */
    static List<SandboxFault> fromJson(byte[] json) {
        JsonNode tree;
        try {
            tree = new ObjectMapper().readTree(json);
        } catch (IOException broken) {
            throw new IllegalArgumentException("this is no JSON: " + broken.getMessage(), broken);
        }
        List<SandboxFault> faults = new ArrayList<>();
        for (JsonNode one : tree.isArray() ? tree : List.of(tree)) {
            if (!one.isObject()) {
                throw new IllegalArgumentException(
                        "a fault is a JSON object such as {\"fault\":\"cut-after\",\"rate\":0.1}");
            }
            Map<String, String> settings = new LinkedHashMap<>();
            one.properties()
                    .forEach(field ->
                            settings.put(field.getKey(), field.getValue().asText()));
            faults.add(read(settings));
        }
        return faults;
    }

    static void write(Json json, SandboxFault fault, long met) {
        json.open('{').member("fault", fault.kind().setting());
        json.name("rate").raw(Double.toString(fault.rate()));
        if (!fault.operation().isEmpty()) {
            json.member("operation", PhpText.of(fault.operation()));
        }
        if (fault.count() != Long.MAX_VALUE) {
            json.member("count", fault.count());
        }
        switch (fault.kind()) {
            case LATENCY, LATENCY_BEFORE, CLOSE_IDLE ->
                json.member(
                        "delay",
                        fault.shortest().toMillis() + "-" + fault.longest().toMillis() + "ms");
            case ERROR_BEFORE, ERROR_AFTER -> json.member("status", fault.status());
            case REDIRECT, REDIRECT_AFTER -> json.member("location", PhpText.of(fault.location()));
            case CODE -> json.member("code", fault.code()).member("text", PhpText.of(fault.text()));
            default -> {}
        }
        json.member("met", met).close('}');
    }

    private static String mainSetting(String fault) {
        return switch (fault) {
            case "code" -> "code";
            case "error-before", "error-after" -> "status";
            case "redirect", "redirect-after" -> "location";
            default -> "delay";
        };
    }

    /** {@code 200}, {@code 200ms}, {@code 2s}, {@code 100-300ms}. */
    private static Duration[] delay(String text) {
        String plain = text.strip();
        long unit = 1;
        if (plain.endsWith("ms")) {
            plain = plain.substring(0, plain.length() - 2);
        } else if (plain.endsWith("s")) {
            plain = plain.substring(0, plain.length() - 1);
            unit = 1000;
        }
        int dash = plain.indexOf('-');
        long least = whole("delay", dash < 0 ? plain : plain.substring(0, dash));
        long most = dash < 0 ? least : whole("delay", plain.substring(dash + 1));
        return new Duration[] {Duration.ofMillis(least * unit), Duration.ofMillis(most * unit)};
    }

    private static long whole(String name, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException notWhole) {
            throw new IllegalArgumentException(name + " is no whole number: \"" + text + "\"", notWhole);
        }
    }

    private static double decimal(String name, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(name + " is no number: \"" + text + "\"", noNumber);
        }
    }
}
