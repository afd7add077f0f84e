package io.waybill.intake;

import java.io.IOException;

/** The same document is being taken in at this moment: handed in again later, it is told what became of it. */
public final class DocumentBusyException extends IOException {
    /** @param name the document's name, as people know it */
    public DocumentBusyException(String name) {
        super(name + " is being taken in at this moment under the same identity; hand it in again in a few seconds");
    }
}
