package io.waybill.intake;

/** A document that cannot be read on from some point. The orders before that point have been given to the sink. */
public final class BrokenDocumentException extends Exception {
    private final long line;

    /**
     * @param line the line, from 1, at which reading ended
     * @param message what was found and what was expected, a clause without the document's name
     */
    public BrokenDocumentException(long line, String message) {
        super(message);
        this.line = line;
    }

    /** The line, from 1, at which reading ended. */
    public long line() {
        return line;
    }
}
