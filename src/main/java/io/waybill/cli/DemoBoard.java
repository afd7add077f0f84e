package io.waybill.cli;

import io.waybill.ledger.LedgerSignals;
import io.waybill.ledger.NewOrder;
import io.waybill.ledger.State;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows each order's way as it happens: on a terminal a table that changes in place, else a line an event. */
final class DemoBoard implements LedgerSignals.Listener {
    private static final int WIDEST = 24;

    private final PrintWriter out;
    private final boolean interactive;
    private final Map<String, Way> ways = new LinkedHashMap<>();
    private int drawn;
    private boolean ended;

    DemoBoard(PrintWriter out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    synchronized void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    @Override
    public synchronized void accepted(NewOrder order) {
        Way way = ways.computeIfAbsent(order.reference(), reference -> new Way());
        way.label = (order.ref() == null ? order.reference() : order.ref()) + "  "
                + (order.operation() == null ? "?" : order.operation().apiName());
        way.steps.insert(0, "accepted");
        show(way, State.ACCEPTED);
    }

    @Override
    public synchronized void moved(String reference, String ref, State state) {
        Way way = ways.computeIfAbsent(reference, key -> new Way());
        way.steps.append(" > ").append(state.label().replace('_', ' '));
        show(way, state);
    }

    private void show(Way way, State state) {
        if (ended) {
            return;
        }
        if (interactive) {
            redraw();
        } else if (way.label != null) {
            out.printf(
                    "%s  %-" + WIDEST + "s  %s%n",
                    LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS),
                    way.label,
                    state.label().replace('_', ' '));
            out.flush();
        }
    }

    private void redraw() {
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A");
        }
        for (Way way : ways.values()) {
            out.printf("\u001b[2K  %-" + WIDEST + "s  %s%n", way.label == null ? "" : way.label, way.steps);
        }
        drawn = ways.size();
        out.flush();
    }

    synchronized void end() {
        ended = true;
        out.println();
    }

    private static final class Way {
        private String label;
        private final StringBuilder steps = new StringBuilder();
    }
}
