package io.waybill.intake.sql;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Writes the rows of an order as the document that intake reads. */
final class RowsBody {
    private final List<String> key;
    private final Predicate<String> known;
    private final RowText text;

    /**
     * @param key the key columns, of which those that mean nothing to an order stay out
     * @param known tells the columns that mean something
     */
    RowsBody(List<String> key, Predicate<String> known, RowText text) {
        this.key = key;
        this.known = known;
        this.text = text;
    }

    byte[] of(List<Map<String, Object>> rows) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String column : rows.get(0).keySet()) {
            String name = name(column);
            if (known.test(name) || key.stream().noneMatch(column::equalsIgnoreCase)) {
                names.put(column, name);
            }
        }
        StringBuilder body = new StringBuilder();
        write(body, List.copyOf(names.values()));
        for (Map<String, Object> row : rows) {
            String[] cells = names.entrySet().stream()
                    .map(column -> text.of(column.getValue(), row.get(column.getKey())))
                    .map(cell -> cell == null ? "" : cell)
                    .toArray(String[]::new);
            write(body, List.of(cells));
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Databases that fold unquoted names fold them to capitals or to small letters. */
    private static String name(String column) {
        return column.equals(column.toUpperCase(Locale.ROOT)) ? column.toLowerCase(Locale.ROOT) : column;
    }

    private static void write(StringBuilder body, List<String> cells) {
        String separator = "";
        for (String cell : cells) {
            body.append(separator)
                    .append('"')
                    .append(cell.replace("\"", "\"\""))
                    .append('"');
            separator = ",";
        }
        body.append('\n');
    }
}
