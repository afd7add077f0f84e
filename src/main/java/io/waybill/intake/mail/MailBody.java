package io.waybill.intake.mail;

import io.waybill.order.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The document that a mail's own text is.
 *
 * @param ending the ending of its name: {@code json} or {@code csv}
 * @param text the document
 */
record MailBody(String ending, String text) {
    private static final Pattern FIELD =
            Pattern.compile("\\s*([\\p{L}_][\\p{L}\\p{N}_ .\\[\\]/-]{0,99}?)\\s*:(?:\\s+(.*))?");
    private static final Pattern NAME = Pattern.compile("\\s*\"?[\\p{L}_][\\p{L}\\p{N}_ .\\[\\]/-]{0,99}\"?\\s*");
    private static final Pattern BETWEEN = Pattern.compile("\\s*(?:-{3,}|={3,}|_{3,}|\\*{3,})\\s*");
    private static final Pattern SIGNATURE = Pattern.compile("-- ?");

    /**
     * What a text is: JSON, lines of {@code Field: value}, or CSV; null if it is none of them.
     *
     * @throws UnreadableMailException if it begins as lines of {@code Field: value} and does not go on so
     */
    static MailBody of(String written) throws UnreadableMailException {
        List<String> lines = lines(written);
        List<String> said = lines.stream().filter(line -> !line.isBlank()).toList();
        if (said.isEmpty()) {
            return null;
        }
        String text = String.join("\n", lines).strip() + "\n";
        String first = said.get(0);
        if (text.startsWith("{") || text.startsWith("[")) {
            return new MailBody("json", text);
        }
        if (FIELD.matcher(first).matches()) {
            return new MailBody("csv", table(lines));
        }
        return said.size() > 1 && isTable(first, said.get(1)) ? new MailBody("csv", text) : null;
    }

    private static boolean isTable(String names, String row) {
        return Stream.of(",", ";", "\t")
                .anyMatch(between -> names.contains(between)
                        && row.contains(between)
                        && Arrays.stream(names.split(between, -1))
                                .allMatch(name -> NAME.matcher(name).matches()));
    }

    private static List<String> lines(String text) {
        String plain = (text.startsWith("\uFEFF") ? text.substring(1) : text).replace('\u00a0', ' ');
        return plain.lines()
                .takeWhile(line -> !SIGNATURE.matcher(line).matches())
                .toList();
    }

    private static String table(List<String> lines) throws UnreadableMailException {
        List<Map<String, String>> rows = new ArrayList<>();
        Map<String, String> row = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            Matcher field = FIELD.matcher(line);
            if (BETWEEN.matcher(line).matches()) {
                rows.add(row);
                row = new LinkedHashMap<>();
            } else if (!field.matches()) {
                throw new UnreadableMailException("line " + number + " of its text is " + Fault.excerpt(line.strip())
                        + "; expected \"Field: value\", as in the lines before, or a line --- between two orders");
            } else {
                String value = field.group(2) == null ? "" : field.group(2).strip();
                if (row.containsKey(field.group(1))) {
                    // one more product of the same order
                    rows.add(row);
                    row = again(row);
                }
                row.put(field.group(1), value);
            }
        }
        rows.add(row);
        return csv(rows.stream().filter(each -> !each.isEmpty()).toList());
    }

    private static Map<String, String> again(Map<String, String> row) {
        Map<String, String> next = new LinkedHashMap<>();
        if (row.containsKey("ref")) {
            next.put("ref", row.get("ref"));
        }
        return next;
    }

    private static String csv(List<Map<String, String>> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.keySet()));
        StringBuilder csv = new StringBuilder(cells(List.copyOf(names)));
        for (Map<String, String> row : rows) {
            csv.append(
                    cells(names.stream().map(name -> row.getOrDefault(name, "")).toList()));
        }
        return csv.toString();
    }

    private static String cells(List<String> values) {
        return values.stream()
                .map(value -> "\"" + value.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(",", "", "\n"));
    }
}
