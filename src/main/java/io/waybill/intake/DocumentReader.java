package io.waybill.intake;

import io.waybill.intake.mapping.Mapping;
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

    /**
     * Reads the same format in a partner's own names.
     *
     * @param mapping what they mean, or null for the API's names
     */
    default DocumentReader with(Mapping mapping) {
        return mapping == null ? this : (in, sink) -> read(in, raw -> sink.accept(raw.mapped(mapping)));
    }
}
