package io.waybill.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is to be measured.
 *
 * @param orders how many orders each contender carries in each run, at least 2
 * @param inFlight how many calls are under way at one time, the same for every contender; 1 to 1024
 * @param warmUps how many runs are not measured, because the JVM is still compiling; at least 1
 * @param runs how many measured runs there are behind them, at least 1
 * @param home Waybill's own folder, for the routes
 * @param scratchIn the folder in which a scratch folder is made, and deleted afterwards; its disk is what is measured
 * @param limit the longest that all of it may take
 */
public record BenchPlan(int orders, int inFlight, int warmUps, int runs, Path home, Path scratchIn, Duration limit) {
    private static final int FEWEST_ORDERS = 2;
    private static final int MOST_IN_FLIGHT = 1024;

    /** @throws IllegalArgumentException naming the value that is out of its range */
    public BenchPlan {
        within("orders", orders, FEWEST_ORDERS, Integer.MAX_VALUE);
        within("in-flight", inFlight, 1, MOST_IN_FLIGHT);
        within("warm-ups", warmUps, 1, Integer.MAX_VALUE);
        within("runs", runs, 1, Integer.MAX_VALUE);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be "
                    + (most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most));
        }
    }
}
