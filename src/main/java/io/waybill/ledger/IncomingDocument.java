package io.waybill.ledger;

/** A document on its way into the ledger. */
public interface IncomingDocument {
    /**
     * Reads the document and accepts its orders. When this returns, all that the document holds is committed: as
     * orders, or as a document that could not be read, broke off, or repeats an earlier one.
     *
     * @return what became of it
     * @throws Exception if the document could not be brought to such an end; it stays where it is and is taken up
     *     again
     */
    DocumentResult acceptInto(Ledger ledger) throws Exception;
}
