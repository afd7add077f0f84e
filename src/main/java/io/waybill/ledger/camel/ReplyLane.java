package io.waybill.ledger.camel;

import io.waybill.ledger.DueReply;
import io.waybill.ledger.ReplyDesk;
import io.waybill.ledger.SourceReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one route tells to sources. It sleeps until something is due, and looks every few seconds for what no signal
 * told. When several replies in a row fail, something behind the route is down: then it tries one at a time, and rests
 * between the tries.
 */
final class ReplyLane {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyLane.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration SHORTEST_REST = Duration.ofMillis(100);
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMinutes(10);
    private static final int IN_A_ROW = 3;

    /** What one thread does with one reply. */
    interface Telling {
        void tell(SourceReply reply) throws Exception;
    }

    private final String name;
    private final ReplyDesk desk;
    private final int most;
    private final Telling telling;
    private final ScheduledExecutorService timer;
    private final SenderThreads threads;

    private boolean running = true;
    private boolean looking;
    private boolean again;
    private int underWay;
    private int failures;
    private long notBefore = System.nanoTime();
    private long quietUntil = notBefore;
    private ScheduledFuture<?> next;

    ReplyLane(String name, ReplyDesk desk, int most, Telling telling, ScheduledExecutorService timer) {
        this.name = name;
        this.desk = desk;
        this.most = most;
        this.telling = telling;
        this.timer = timer;
        this.threads = new SenderThreads("reply-" + name);
    }

    /** There may be something to tell. */
    synchronized void wake() {
        if (looking) {
            again = true;
        } else if (running && room() > 0) {
            cancel();
            long rest = notBefore - System.nanoTime();
            if (rest > 0) {
                next = timer.schedule(this::wake, rest, TimeUnit.NANOSECONDS);
            } else {
                looking = true;
                threads.start(this::look);
            }
        }
    }

    private int room() {
        return (failures < IN_A_ROW ? most : 1) - underWay;
    }

    private void look() {
        Duration wait = LOOK_AGAIN;
        try {
            Duration due = desk.next();
            if (due != null && due.isZero()) {
                List<DueReply> taken = desk.take(begin());
                begun(taken.size());
                taken.forEach(reply -> threads.start(() -> tell(reply)));
                wait = taken.isEmpty() ? LOOK_AGAIN : Duration.ZERO;
            } else if (due != null && due.compareTo(LOOK_AGAIN) < 0) {
                wait = due;
            }
        } catch (RuntimeException e) {
            LOG.error("What {} is to be told cannot be read, trying again: {}", name, e.getMessage());
        } finally {
            rest(wait);
        }
    }

    private synchronized int begin() {
        return Math.max(1, room());
    }

    private synchronized void begun(int replies) {
        underWay += replies;
    }

    private synchronized void rest(Duration wait) {
        looking = false;
        if (running && room() > 0) {
            // whoever ends one looks again, where there is no room
            next = timer.schedule(this::wake, again ? 0 : wait.toMillis() + 1, TimeUnit.MILLISECONDS);
        }
        again = false;
        notifyAll();
    }

    private void tell(DueReply due) {
        SourceReply reply = null;
        try {
            reply = desk.read(due);
            if (reply != null) {
                telling.tell(reply);
                desk.told(reply);
            }
            ended(true);
        } catch (Exception e) {
            String why = reason(e);
            log(reply, why);
            try {
                desk.failed(due, why);
            } catch (RuntimeException failed) {
                LOG.error("A reply by {} cannot be put off: {}", name, failed.getMessage());
            }
            ended(false);
        }
    }

    private synchronized void log(SourceReply reply, String why) {
        if (quietUntil - System.nanoTime() <= 0) {
            quietUntil = System.nanoTime() + SILENCE.toNanos();
            LOG.warn(
                    "{} could not be told what became of {}, and is tried again: {}",
                    name,
                    reply == null ? "a document" : reply.name(),
                    why);
        }
    }

    private synchronized void ended(boolean well) {
        underWay--;
        if (well) {
            if (failures >= IN_A_ROW) {
                LOG.info("{} can be told what became of its documents again", name);
                quietUntil = System.nanoTime();
            }
            failures = 0;
        } else if (++failures >= IN_A_ROW) {
            long rest = SHORTEST_REST.toNanos() << Math.min(failures - IN_A_ROW, 10);
            notBefore = System.nanoTime() + Math.min(rest, LONGEST_REST.toNanos());
        }
        notifyAll();
        wake();
    }

    /** What a person needs: the innermost cause says it, a line of it. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    private void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    /** Takes nothing more, and waits for what is under way, but no longer than that. Losing it loses nothing. */
    synchronized void stop(long seconds) throws InterruptedException {
        running = false;
        cancel();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long millis = 1;
        while ((underWay > 0 || looking) && millis > 0) {
            millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            wait(Math.max(1, millis));
        }
        threads.close();
    }
}
