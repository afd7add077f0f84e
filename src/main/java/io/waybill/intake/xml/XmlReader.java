package io.waybill.intake.xml;

import io.waybill.intake.BrokenDocumentException;
import io.waybill.intake.DocumentReader;
import io.waybill.intake.OrderSink;
import io.waybill.intake.UnreadableDocumentException;
import io.waybill.intake.xml.XmlCursor.At;
import io.waybill.order.FieldNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Reads XML: {@code <orders>} of {@code <order>}, one {@code <order>} alone, or one UBL 2 Order; told by its root. */
public final class XmlReader implements DocumentReader {
    @Override
    public End read(InputStream in, OrderSink sink)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        PushbackInputStream bytes = new PushbackInputStream(in);
        int first = bytes.read();
        if (first < 0) {
            throw new UnreadableDocumentException("The document is empty; expected at least one order.");
        }
        bytes.unread(first);
        boolean[] given = {false};
        try {
            XmlCursor xml = new XmlCursor(bytes);
            At at = xml.next();
            while (at == At.TEXT) {
                at = xml.next();
            }
            read(xml, order -> {
                given[0] = true;
                sink.accept(order);
            });
        } catch (BrokenDocumentException e) {
            if (given[0]) {
                throw e;
            }
            throw new UnreadableDocumentException("Line " + e.line() + ": " + e.getMessage() + ".");
        }
        return End.WELL_FORMED;
    }

    private static void read(XmlCursor xml, OrderSink sink)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        String root = xml.name();
        if (xml.namespace().equals(UblOrder.NAMESPACE) && root.equals("Order")) {
            sink.accept(UblOrder.read(xml));
        } else if (xml.namespace().isEmpty() && root.equals("order")) {
            sink.accept(XmlOrder.read(xml, 1));
        } else if (xml.namespace().isEmpty() && root.equals("orders")) {
            list(xml, sink);
        } else {
            throw new UnreadableDocumentException("The document's root element is <" + FieldNames.shown(root) + ">"
                    + (xml.namespace().isEmpty() ? "" : " of the namespace " + FieldNames.shown(xml.namespace()))
                    + "; expected <orders> or <order> without a namespace, or a UBL 2 Order.");
        }
        while (xml.next() != At.DOCUMENT_END) {
            // comments and blanks, or a fault that the parser tells
        }
    }

    private static void list(XmlCursor xml, OrderSink sink)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        int position = 0;
        boolean between = false;
        for (At at = xml.next(); at != At.END; at = xml.next()) {
            if (at == At.BEGIN) {
                between = false;
                sink.accept(XmlOrder.read(xml, ++position));
            } else if (!between && !xml.text().isBlank()) {
                between = true;
                sink.accept(XmlOrder.stray(xml, ++position));
            }
        }
        if (position == 0) {
            throw new UnreadableDocumentException(
                    "The document holds no order: its <orders> is empty; expected one <order> or more.");
        }
    }
}
