package io.waybill.intake;

/** Takes the orders of a document one after the other, in the document's order. */
@FunctionalInterface
public interface OrderSink {
    /** Takes one order; may block while the ledger is busy. */
    void accept(RawOrder order);

    /** The orders from here on stand in that document of an archive. Called for archives of several only. */
    default void within(String member) {}
}
