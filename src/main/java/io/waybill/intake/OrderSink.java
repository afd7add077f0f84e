package io.waybill.intake;

/** Takes the orders of a document one after the other, in the document's order. */
@FunctionalInterface
public interface OrderSink {
    /** Takes one order; may block while the ledger is busy. */
    void accept(RawOrder order);
}
