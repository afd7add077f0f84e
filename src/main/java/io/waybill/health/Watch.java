package io.waybill.health;

import java.util.concurrent.Future;

/** What is remembered of one account in trouble, so that it is asked seldom and told of once. Not thread-safe. */
final class Watch {
    private int asked;
    private boolean told;
    private boolean resumed;
    private Future<?> next;

    /** How often it was asked, or tried, since an order was last answered well. */
    int asked() {
        return asked;
    }

    void askedAgain() {
        asked++;
    }

    /** Whether the trouble is to be told: once, until an order was answered well. */
    boolean tell() {
        boolean first = !told;
        told = true;
        return first;
    }

    /** Whether the resumption is to be told: once in each trouble that was told. */
    boolean tellResumed() {
        boolean first = !resumed;
        resumed = true;
        return first;
    }

    void worse() {
        told = false;
        resumed = false;
    }

    /** An order was answered well. */
    void well() {
        asked = 0;
        worse();
    }

    void next(Future<?> question) {
        stop();
        next = question;
    }

    /** Whether no question is on its way. */
    boolean idle() {
        return next == null || next.isDone();
    }

    void stop() {
        if (next != null) {
            next.cancel(false);
        }
    }
}
