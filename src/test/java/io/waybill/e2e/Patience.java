package io.waybill.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;

/** Waits for conditions, long enough for a slow machine; never for a fixed time. */
final class Patience {
    static final Duration LONG = Duration.ofSeconds(120);

    private Patience() {}

    static void until(String what, Callable<Boolean> condition) {
        await(what).until(condition);
    }

    /** The same; where it does not become true, the failure says what there is instead. */
    static void until(String what, Callable<Boolean> condition, Supplier<String> otherwise) {
        try {
            until(what, condition);
        } catch (ConditionTimeoutException e) {
            String found = otherwise.get();
            throw new AssertionError(
                    what + " did not come: " + found.substring(0, Math.min(found.length(), 20_000)), e);
        }
    }

    /** Waits until the assertions hold; the last failure is told. */
    static void untilAsserted(String what, ThrowingRunnable assertions) {
        await(what).untilAsserted(assertions);
    }

    /** Holds that a condition is true now and stays so. */
    static void holds(String what, Duration span, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollInterval(Duration.ofMillis(50))
                .during(span)
                .atMost(span.plus(LONG))
                .failFast(what, () -> !condition.call())
                .until(() -> true);
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(LONG).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50));
    }
}
