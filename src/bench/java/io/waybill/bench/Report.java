package io.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a bench, as a table and as JSON. */
final class Report {
    private final Map<String, Object> machine;
    private final Form form;
    private final List<Result> results = new ArrayList<>();

    Report(Map<String, Object> machine, Form form) {
        this.machine = machine;
        this.form = form;
    }

    /**
     * What came of a scenario.
     *
     * @param seconds how long it took, with all that it starts and ends
     * @param failure why there are no figures, or null
     */
    record Result(
            Scenario scenario,
            Scenario.Pace pace,
            Readings readings,
            List<String> leftOut,
            double seconds,
            String failure) {}

    void add(Result result) {
        results.add(result);
    }

    /** How many scenarios it has. */
    int size() {
        return results.size();
    }

    /** Whether each scenario came to its end, with each order once. */
    boolean whole() {
        return results.stream().allMatch(result -> result.failure() == null);
    }

    /** How long all of them took together. */
    double seconds() {
        return results.stream().mapToDouble(Result::seconds).sum();
    }

    /** One scenario for people, a line each. */
    static List<String> table(Result result) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        Scenario scenario = result.scenario();
        Scenario.Pace pace = result.pace();
        lines.add(String.format(Locale.ROOT, "%s (%.0f s): ", scenario.name(), result.seconds())
                + scenario.title()
                + (pace.rounds() > 1 ? "; medians of " + pace.rounds() + " rounds" : ""));
        if (result.failure() != null) {
            lines.add("  FAILED: " + result.failure());
            return lines;
        }
        Readings readings = result.readings();
        for (String figure : readings.figures()) {
            lines.add(String.format(
                    Locale.ROOT, "  %-44s %12s %s", figure, number(readings.median(figure)), readings.unit(figure)));
        }
        for (Aim aim : measured(result)) {
            double value = readings.value(aim);
            Boolean reached = aim.reachedBy(value);
            if (aim.reference() != null || reached != null) {
                lines.add("  " + aim.subject() + " = " + number(value)
                        + (reached == null ? "" : ", aim " + aim.words() + (reached ? ": reached" : ": missed")));
            }
        }
        result.leftOut().forEach(left -> lines.add("  left out: " + left));
        return lines;
    }

    /** Aims of which there are figures; a scenario may have had to leave some out. */
    private static List<Aim> measured(Result result) {
        return result.scenario().aims().stream()
                .filter(aim -> result.readings().figures().contains(aim.figure())
                        && (aim.reference() == null
                                || result.readings().figures().contains(aim.reference())))
                .toList();
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 1000 ? "%,.0f" : Math.abs(value) >= 20 ? "%.1f" : "%.2f", value);
    }

    /** All figures, those of single rounds too; the stream stays open. */
    void writeJson(OutputStream out) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("machine", machine);
        report.put("form", form.name().toLowerCase(Locale.ROOT));
        report.put("seconds", seconds());
        report.put("scenarios", results.stream().map(Report::json).toList());
        out.write(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(report));
        out.write('\n');
    }

    private static Map<String, Object> json(Result result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scenario", result.scenario().name());
        json.put("title", result.scenario().title());
        json.put("seconds", result.seconds());
        json.put("warm_ups", result.pace().warmUps());
        json.put("rounds", result.pace().rounds());
        json.put("left_out", result.leftOut());
        if (result.failure() != null) {
            json.put("failure", result.failure());
            return json;
        }
        json.put(
                "figures",
                result.readings().figures().stream()
                        .map(name -> figure(name, result.readings()))
                        .toList());
        json.put(
                "aims",
                measured(result).stream()
                        .map(aim -> aim(aim, result.readings()))
                        .toList());
        return json;
    }

    private static Map<String, Object> figure(String name, Readings readings) {
        Map<String, Object> figure = new LinkedHashMap<>();
        figure.put("name", name);
        figure.put("unit", readings.unit(name));
        figure.put("median", readings.median(name));
        figure.put("each", readings.each(name));
        return figure;
    }

    private static Map<String, Object> aim(Aim aim, Readings readings) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("of", aim.subject());
        json.put("value", readings.value(aim));
        json.put("aim", aim.words());
        json.put("reached", aim.reachedBy(readings.value(aim)));
        return json;
    }
}
