package io.waybill.intake;

import io.waybill.order.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a document's orders, for the first orders of it that anything is wrong with. */
final class Findings {
    private static final int MOST = 1000;

    private final Map<Integer, List<Fault>> faults = new HashMap<>();

    void add(int position, List<Fault> found) {
        if (!found.isEmpty() && faults.size() < MOST) {
            faults.put(position, List.copyOf(found));
        }
    }

    /** What is wrong with the order at a position; empty where nothing is, or where that was not noted. */
    List<Fault> at(int position) {
        return faults.getOrDefault(position, List.of());
    }
}
