package io.waybill.intake;

/** A document of which nothing can be read: no order has been given to the sink. */
public final class UnreadableDocumentException extends Exception {
    /**
     * @param message what was found, what was expected and what to do, a sentence without the document's name
     */
    public UnreadableDocumentException(String message) {
        super(message);
    }
}
