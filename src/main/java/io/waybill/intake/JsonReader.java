package io.waybill.intake;

import io.waybill.order.Fault;
import java.io.IOException;
import java.io.InputStream;

/** Reads a JSON document: one order as an object, or a list of orders. */
public final class JsonReader implements DocumentReader {
    @Override
    public End read(InputStream in, OrderSink sink)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        Reading reading = new Reading(new JsonScanner(Utf8Text.of(in).reader()), sink);
        try {
            reading.all();
        } catch (BrokenDocumentException e) {
            if (reading.position > 0) {
                throw e;
            }
            throw new UnreadableDocumentException("Line " + e.line() + ": " + e.getMessage() + ".");
        }
        return End.WELL_FORMED;
    }

    private static final class Reading {
        private final JsonScanner scanner;
        private final OrderSink sink;
        private int position;

        Reading(JsonScanner scanner, OrderSink sink) {
            this.scanner = scanner;
            this.sink = sink;
        }

        void all() throws BrokenDocumentException, UnreadableDocumentException, IOException {
            int first = scanner.peek();
            if (first == Characters.END) {
                throw new UnreadableDocumentException("The document is empty; expected at least one order.");
            }
            if (first == '[') {
                list();
            } else if (first == '{') {
                order();
            } else {
                throw broken(first, "an order in { } or a list of orders in [ ]");
            }
            if (scanner.peek() == '{') {
                throw broken('{', "one value: several orders stand in a list [ .. ], or one on a line as JSON Lines");
            }
            if (scanner.peek() != Characters.END) {
                throw broken(scanner.peek(), "nothing behind the end of the document's value");
            }
            if (position == 0) {
                throw new UnreadableDocumentException(
                        "The document holds no order: its list is empty; expected one order or more.");
            }
        }

        private void list() throws BrokenDocumentException, IOException {
            scanner.skip();
            if (scanner.peek() == ']') {
                scanner.skip();
                return;
            }
            int separator = ',';
            while (separator == ',') {
                order();
                separator = scanner.peek();
                if (separator != ',' && separator != ']') {
                    throw broken(separator, "a comma or ] behind order " + position);
                }
                scanner.skip();
            }
        }

        private void order() throws BrokenDocumentException, IOException {
            JsonScanner.Value value = scanner.value();
            if (value.text().isEmpty()) {
                throw broken(scanner.peek(), "order " + (position + 1));
            }
            try {
                if (value.whole() || !value.oversize()) {
                    RawOrder order = JsonOrder.of(position + 1, value);
                    if (value.whole()) {
                        position++;
                        sink.accept(order);
                        return;
                    }
                }
                throw cut(value);
            } catch (JsonSyntaxException e) {
                throw e.isCut() ? cut(value) : new BrokenDocumentException(e.line(), e.getMessage());
            }
        }

        private BrokenDocumentException cut(JsonScanner.Value value) {
            return new BrokenDocumentException(
                    scanner.line(),
                    "found the end of the document within order " + (position + 1) + ", which begins on line "
                            + value.line() + ", expected the rest of it");
        }

        private BrokenDocumentException broken(int found, String expected) {
            String what =
                    found == Characters.END ? "the end of the document" : Fault.excerpt(Character.toString(found));
            return new BrokenDocumentException(scanner.line(), "found " + what + ", expected " + expected);
        }
    }
}
