package io.waybill.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a scenario has measured: for each figure a value of each round. */
final class Readings {
    private final Map<String, String> units = new LinkedHashMap<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** Notes the value of this round. */
    void note(String figure, String unit, double value) {
        units.put(figure, unit);
        values.computeIfAbsent(figure, first -> new ArrayList<>()).add(value);
    }

    /** Forgets what was noted so far: that was to warm up. */
    void forget() {
        units.clear();
        values.clear();
    }

    Set<String> figures() {
        return units.keySet();
    }

    String unit(String figure) {
        return units.get(figure);
    }

    List<Double> each(String figure) {
        return values.get(figure);
    }

    double median(String figure) {
        return median(each(figure).stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The value of an aim: the median over the rounds; of ratios within each round, where the aim is one. */
    double value(Aim aim) {
        List<Double> subject = each(aim.figure());
        double[] results = new double[subject.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = aim.reference() == null
                    ? subject.get(i)
                    : subject.get(i) / each(aim.reference()).get(i);
        }
        return median(results);
    }

    /** The middle of the values, or the mean of the two in the middle. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
