package io.waybill.intake;

import java.io.IOException;
import java.io.InputStream;

/** Reads the orders of one format, streaming: memory does not grow with the document. Stateless. */
public interface DocumentReader {
    /** How a document that was read to its end ends. */
    enum End {
        /** The format itself says that the document is whole. */
        WELL_FORMED,
        /** All is readable, but a final line break is missing: more may follow. */
        UNTERMINATED
    }

    /**
     * Gives every order to the sink. An order that is faulty by itself is given with its faults and does not stop
     * the ones behind it.
     *
     * @throws BrokenDocumentException if the document cannot be read on from some point
     * @throws UnreadableDocumentException if no order can be read at all
     * @throws IOException if the bytes cannot be had
     */
    End read(InputStream in, OrderSink sink) throws BrokenDocumentException, UnreadableDocumentException, IOException;
}
