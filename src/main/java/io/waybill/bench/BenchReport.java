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
import java.util.function.ToDoubleFunction;

/** The figures of one bench: medians over the runs, and ratios of what ran in the same round. */
public final class BenchReport {
    private static final String ROW = "  %-8s %12s  %12s  %12s  %s";

    private final BenchPlan plan;
    private final Map<String, Object> machine;
    private final Scenario scenario;
    private final Map<Contender, List<Reading>> readings;

    BenchReport(
            BenchPlan plan, Map<String, Object> machine, Scenario scenario, Map<Contender, List<Reading>> readings) {
        this.plan = plan;
        this.machine = machine;
        this.scenario = scenario;
        this.readings = readings;
    }

    /** Waybill's speed as a part of a limit's, {@code "limit A"} or {@code "limit B"}: the median over the rounds. */
    public double ratioTo(String limit) {
        return scenario.limits().stream()
                .filter(contender -> contender.name().equals(limit))
                .findFirst()
                .map(this::ratio)
                .orElseThrow(() -> new IllegalArgumentException("there is no " + limit));
    }

    private double ratio(Contender limit) {
        List<Reading> subject = readings.get(scenario.subject());
        List<Reading> other = readings.get(limit);
        double[] ratios = new double[subject.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = subject.get(i).ordersPerSecond() / other.get(i).ordersPerSecond();
        }
        return median(ratios);
    }

    /** The table for people, a line each. */
    public List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %,d orders, %d in flight, %d %s after %d to warm up; medians",
                scenario.title(),
                plan.orders(),
                plan.inFlight(),
                plan.runs(),
                plan.runs() == 1 ? "run" : "runs",
                plan.warmUps()));
        lines.add("");
        lines.add(String.format(ROW, "", "orders/s", "\u00b5s CPU/order", "of far end", "")
                .stripTrailing());
        for (Contender contender : scenario.contenders()) {
            lines.add(String.format(
                    Locale.ROOT,
                    ROW,
                    contender.name(),
                    String.format(Locale.ROOT, "%,.0f", median(contender, Reading::ordersPerSecond)),
                    String.format(Locale.ROOT, "%.1f", median(contender, Reading::cpuMicrosPerOrder)),
                    String.format(Locale.ROOT, "%.1f", median(contender, Reading::farEndCpuMicrosPerOrder)),
                    contender.description()));
        }
        lines.add("");
        for (Contender limit : scenario.limits()) {
            lines.add(String.format(
                    Locale.ROOT, "  %s / %s = %.2f", scenario.subject().name(), limit.name(), ratio(limit)));
        }
        lines.add("");
        lines.add("  Waybill: ledger synchronous, replies verified, receipts on disk; each order was checked to be"
                + " created and filed once.");
        lines.add("  The contenders run in this JVM in turn, the sandbox in a process of its own on the same cores.");
        lines.add("  " + Machine.line(machine));
        return lines;
    }

    /** Writes all figures, those of single runs too, as JSON; the stream stays open. */
    public void writeJson(OutputStream out) throws IOException {
        Map<String, Object> contenders = new LinkedHashMap<>();
        for (Contender contender : scenario.contenders()) {
            contenders.put(contender.name(), figures(contender));
        }
        Map<String, Object> ratios = new LinkedHashMap<>();
        scenario.limits().forEach(limit -> ratios.put(scenario.subject().name() + " / " + limit.name(), ratio(limit)));
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("scenario", scenario.name());
        measured.put("orders", plan.orders());
        measured.put("in_flight", plan.inFlight());
        measured.put("warm_ups", plan.warmUps());
        measured.put("runs", plan.runs());
        measured.put("contenders", contenders);
        measured.put("ratios", ratios);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("machine", machine);
        report.put("scenarios", List.of(measured));
        out.write(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(report));
        out.write('\n');
    }

    private Map<String, Object> figures(Contender contender) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("description", contender.description());
        figures.put("orders_per_second", median(contender, Reading::ordersPerSecond));
        figures.put("cpu_us_per_order", median(contender, Reading::cpuMicrosPerOrder));
        figures.put("far_end_cpu_us_per_order", median(contender, Reading::farEndCpuMicrosPerOrder));
        figures.put(
                "orders_per_second_of_each_run",
                readings.get(contender).stream().map(Reading::ordersPerSecond).toList());
        return figures;
    }

    private double median(Contender contender, ToDoubleFunction<Reading> figure) {
        return median(readings.get(contender).stream().mapToDouble(figure).toArray());
    }

    private static double median(double[] values) {
        java.util.Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
