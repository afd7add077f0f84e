package io.waybill.intake;

import io.waybill.order.Fault;
import java.io.IOException;
import java.io.InputStream;

/** Reads JSON Lines: on each line that is not blank one order as a JSON object. */
public final class JsonLinesReader implements DocumentReader {
    @Override
    public End read(InputStream in, OrderSink sink)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        LineScanner lines = new LineScanner(Utf8Text.of(in).reader());
        int position = 0;
        for (JsonScanner.Value line = lines.next(); line != null; line = lines.next()) {
            try {
                sink.accept(order(position + 1, line));
            } catch (BrokenDocumentException e) {
                if (position > 0) {
                    throw e;
                }
                throw new UnreadableDocumentException("Line " + e.line() + ": " + e.getMessage() + ".");
            }
            position++;
        }
        if (position == 0) {
            throw new UnreadableDocumentException("The document is empty; expected at least one order.");
        }
        return lines.terminated() ? End.WELL_FORMED : End.UNTERMINATED;
    }

    private static RawOrder order(int position, JsonScanner.Value line) throws BrokenDocumentException {
        try {
            return JsonOrder.of(position, line);
        } catch (JsonSyntaxException e) {
            if (!line.whole()) {
                throw new BrokenDocumentException(
                        line.line(), "found a last line without a line break that is cut off (" + e.getMessage() + ")");
            }
            return JsonOrder.faulty(
                    position, line, new Fault("", "a line that " + e.getMessage(), "one order in { } on one line"));
        }
    }
}
