package io.waybill.ledger;

/**
 * What only one of the gateways that share a ledger does at a time, by a name for it. Where a gateway has its ledger for
 * itself, it is always its turn.
 */
public final class Turn {
    private final Ledger ledger;
    private final String name;

    /**
     * @param ledger the ledger that is shared
     * @param name what is done, the same in all gateways
     */
    public Turn(Ledger ledger, String name) {
        this.ledger = ledger;
        this.name = name;
    }

    /** Takes the turn, or keeps it; false while another gateway has it. */
    public boolean take() {
        if (!ledger.isShared()) {
            return true;
        }
        try {
            Ledger.await(ledger.take(name));
            return true;
        } catch (HeldElsewhereException e) {
            return false;
        }
    }

    /** Another gateway may have it. */
    public void letGo() {
        if (ledger.isShared()) {
            Ledger.await(ledger.letGo(name));
        }
    }
}
