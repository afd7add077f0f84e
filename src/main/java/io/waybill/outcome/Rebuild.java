package io.waybill.outcome;

import io.waybill.ledger.SettledOrder;
import java.util.function.Consumer;

/** Tells again what has been filed, for a file that somebody deleted or cut. The ledger does. */
@FunctionalInterface
public interface Rebuild {
    /**
     * Gives the orders of a document that are committed as filed, in settling order and as they were filed. Orders of
     * the batch that is being filed are not among them.
     *
     * @param documentId the ledger's number of the document
     * @param consumer takes each order; those that belong into other files are passed over there
     */
    void filed(long documentId, Consumer<SettledOrder> consumer);
}
