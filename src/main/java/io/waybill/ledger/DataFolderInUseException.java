package io.waybill.ledger;

/** Another process has the data folder: a gateway that runs, starts or stops. */
public final class DataFolderInUseException extends LedgerException {
    DataFolderInUseException(String message) {
        super(message);
    }
}
