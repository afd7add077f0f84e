package io.waybill.intake;

import java.io.IOException;
import java.io.InputStream;

/**
 * A format whose documents are rows that belong to orders. Whoever reads a document again to write its results meets
 * the same rows under the same positions as the reader that accepted its orders.
 */
@FunctionalInterface
public interface TableDocument {
    /**
     * Reads a document to its end, holding one row at a time.
     *
     * @throws BrokenDocumentException if it cannot be read on from some row; the rows before have been given
     * @throws UnreadableDocumentException if no row can be given
     * @throws IOException if the bytes cannot be had, or from the handler
     */
    DocumentReader.End read(InputStream in, TableHandler handler)
            throws BrokenDocumentException, UnreadableDocumentException, IOException;
}
