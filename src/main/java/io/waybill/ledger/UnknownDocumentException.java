package io.waybill.ledger;

/** The ledger knows no document of that public id. */
public final class UnknownDocumentException extends LedgerException {
    UnknownDocumentException(String reference) {
        super("there is no document " + reference);
    }
}
