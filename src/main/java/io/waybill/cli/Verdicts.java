package io.waybill.cli;

import io.waybill.intake.Inspection.Inspected;

/** Tells, order by order, what was found in a document. Holds nothing of the orders. */
abstract class Verdicts implements AutoCloseable {
    /** Stands for what is only known when the order is accepted. */
    static final String MARK = "(Waybill's own mark of the order)";

    private long valid;
    private long invalid;
    private boolean whole = true;

    /** @param format what the document was taken for */
    abstract void begin(String format);

    /** Takes the next order. */
    final void order(Inspected order) {
        if (order.faults().isEmpty()) {
            valid++;
            good(order);
        } else {
            invalid++;
            bad(order);
        }
    }

    abstract void good(Inspected order);

    abstract void bad(Inspected order);

    /** No order can be read. */
    final void unreadable(String why) {
        whole = false;
        stopped(0, why);
    }

    /** The rest of it cannot be read. */
    final void broken(long line, String why) {
        whole = false;
        stopped(line, why);
    }

    /** @param line where, or 0 for the whole document */
    abstract void stopped(long line, String why);

    abstract void end();

    long valid() {
        return valid;
    }

    long invalid() {
        return invalid;
    }

    /** Whether all of the document would be accepted. */
    boolean well() {
        return whole && invalid == 0;
    }

    @Override
    public void close() {
        // most have nothing to close
    }
}
