package io.waybill.ledger;

/** The process is gone at this point: nothing of it goes on, whoever it is that would. */
public final class Died extends Error {
    private static final long serialVersionUID = 1L;

    /** At that point. */
    public Died(String where) {
        super(where, null, false, false);
    }
}
