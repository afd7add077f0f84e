package io.waybill.rest;

import io.waybill.ledger.DocumentResult;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerSignals;
import io.waybill.ledger.OrderResult;
import io.waybill.ledger.State;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Those who wait until their orders have an outcome. It costs them no thread: the ledger's signals wake them, and where
 * other gateways may send the orders a look at the ledger, twice a second.
 */
public final class Waiting implements LedgerSignals.Listener, AutoCloseable {
    private static final int MOST = 1000;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m)?");

    private final Ledger ledger;
    private final Map<String, One> byOrder = new ConcurrentHashMap<>();
    private final Set<One> all = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "rest-waiting");
        thread.setDaemon(true);
        return thread;
    });

    /** On the orders of that ledger. */
    public Waiting(Ledger ledger) {
        this.ledger = ledger;
        ledger.signals().add(this);
        if (ledger.isShared()) {
            timer.scheduleWithFixedDelay(
                    () -> all.forEach(One::look), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * How long a call wants to wait; zero without a word of it.
     *
     * @throws ProblemException if that is no time, or a longer one than may be
     */
    static Duration time(Call call, Duration most) {
        String text = call.parameter("wait").orElse("0");
        Matcher matcher = TIME.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            String unit = matcher.group(2) == null ? "s" : matcher.group(2);
            Duration time = switch (unit) {
                case "ms" -> Duration.ofMillis(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofSeconds(number);
            };
            if (time.compareTo(most) <= 0) {
                return time;
            }
        }
        throw new ProblemException(Problem.badRequest(
                "\"" + text + "\" cannot be wait; expected a time such as 10s, of " + most.toSeconds() + "s at most."));
    }

    /** Whether it is known what became of all that is told of a document's orders. A doubt is no outcome yet. */
    static boolean isKnown(DocumentResult result) {
        return result.orders().stream().allMatch(order -> isEnd(order.state()));
    }

    private static boolean isEnd(State state) {
        return state.settled() && state != State.IN_DOUBT;
    }

    /**
     * Calls back, once, when all orders of the result have an outcome or the time is over; false, and nothing, where too
     * many wait already.
     */
    boolean begin(DocumentResult result, Duration time, Runnable done) {
        One one = new One(result, done);
        if (all.size() >= MOST || closed.get()) {
            return false;
        }
        all.add(one);
        one.open.forEach(order -> byOrder.put(order, one));
        timer.schedule(one::end, time.toMillis(), TimeUnit.MILLISECONDS);
        // what ended before anybody listened
        timer.execute(one::look);
        return true;
    }

    @Override
    public void moved(String reference, String ref, State state) {
        if (isEnd(state) && !byOrder.isEmpty()) {
            One one = byOrder.get(reference);
            if (one != null) {
                one.ended(reference);
            }
        }
    }

    private final class One {
        private final DocumentResult result;
        private final Set<String> open;
        private final AtomicBoolean over = new AtomicBoolean();
        private final Runnable done;

        One(DocumentResult result, Runnable done) {
            this.result = result;
            this.done = done;
            this.open = result.orders().stream()
                    .filter(order -> !isEnd(order.state()))
                    .map(OrderResult::id)
                    .collect(Collectors.toCollection(ConcurrentHashMap::newKeySet));
        }

        void look() {
            ledger.result(result.holder()).orders().stream()
                    .filter(order -> isEnd(order.state()))
                    .forEach(order -> ended(order.id()));
        }

        void ended(String order) {
            open.remove(order);
            if (open.isEmpty()) {
                end();
            }
        }

        void end() {
            if (over.compareAndSet(false, true)) {
                all.remove(this);
                result.orders().forEach(order -> byOrder.remove(order.id(), this));
                done.run();
            }
        }
    }

    /** Lets everybody go with what is known by now: the gateway stops. */
    @Override
    public void close() {
        closed.set(true);
        ledger.signals().remove(this);
        all.forEach(One::end);
        timer.shutdown();
    }
}
