package io.waybill.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What will happen, in the sequence of its time. Time is in milliseconds, and only goes on. */
final class Events {
    private final PriorityQueue<Event> queue =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(event -> event.number));
    private long now;
    private long numbers;

    /** One thing that will happen. */
    static final class Event {
        private final long at;
        private final long number;
        private final Runnable what;
        private boolean cancelled;

        private Event(long at, long number, Runnable what) {
            this.at = at;
            this.number = number;
            this.what = what;
        }

        long at() {
            return at;
        }

        void cancel() {
            cancelled = true;
        }
    }

    Events(long now) {
        this.now = now;
    }

    long now() {
        return now;
    }

    Event in(long millis, Runnable what) {
        Event event = new Event(now + Math.max(0, millis), numbers++, what);
        queue.add(event);
        return event;
    }

    /** Lets time go on; what is due in it happens. May be called by what happens. */
    void advance(long millis) {
        long until = now + millis;
        for (Event next = queue.peek(); next != null && next.at <= until; next = queue.peek()) {
            queue.poll();
            now = Math.max(now, next.at);
            if (!next.cancelled) {
                next.what.run();
            }
        }
        now = Math.max(now, until);
    }
}
