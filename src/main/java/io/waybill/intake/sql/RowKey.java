package io.waybill.intake.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What tells one order of a table from another: the values of its key columns. It outlives a restart as JSON, so that a
 * statement is given the same values, of the same types, when an outcome is stored.
 */
record RowKey(Map<String, Object> values) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UUID_TYPE = "uuid";
    private static final String TIME_TYPE = "time";
    private static final String NUMBER_TYPE = "number";

    /** Keeps the columns' sequence. */
    RowKey {
        values = new LinkedHashMap<>(values);
    }

    /** The values alone, for people. */
    String shown() {
        return values.values().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** The identity: columns and values. */
    String text() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    String json() {
        ObjectNode json = JSON.createObjectNode();
        values.forEach((column, value) -> {
            if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
                json.put(column, ((Number) value).longValue());
            } else if (value instanceof BigDecimal || value instanceof BigInteger) {
                json.putObject(column).put(NUMBER_TYPE, value.toString());
            } else if (value instanceof UUID) {
                json.putObject(column).put(UUID_TYPE, value.toString());
            } else if (value instanceof Timestamp time) {
                json.putObject(column).put(TIME_TYPE, time.toInstant().toString());
            } else {
                json.put(column, value.toString());
            }
        });
        return json.toString();
    }

    static RowKey parse(String text) {
        try {
            Map<String, Object> values = new LinkedHashMap<>();
            JSON.readTree(text).properties().forEach(field -> values.put(field.getKey(), value(field.getValue())));
            return new RowKey(values);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is no key of a row: " + text, e);
        }
    }

    private static Object value(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        if (value.has(NUMBER_TYPE)) {
            return new BigDecimal(value.get(NUMBER_TYPE).textValue());
        }
        if (value.has(UUID_TYPE)) {
            return UUID.fromString(value.get(UUID_TYPE).textValue());
        }
        return value.has(TIME_TYPE)
                ? Timestamp.from(Instant.parse(value.get(TIME_TYPE).textValue()))
                : value.textValue();
    }
}
