package io.waybill.intake;

import io.waybill.order.Fault;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads CSV: a first row of field names, then a row for each order, or adjacent rows with one {@code ref} for the
 * products of one order. An empty cell is a field that is not there.
 */
public final class CsvReader implements DocumentReader {
    @Override
    public End read(InputStream in, OrderSink sink)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        Orders orders = new Orders(sink);
        try {
            End end = CsvDocument.read(in, orders);
            orders.give();
            return end;
        } catch (BrokenDocumentException e) {
            orders.breakOff(e.line());
            throw e;
        }
    }

    /** Gathers the rows of one order and gives it when the next begins. */
    private static final class Orders implements CsvDocument.Handler {
        private final OrderSink sink;
        private CsvColumns columns;
        private CsvOrder order;

        Orders(OrderSink sink) {
            this.sink = sink;
        }

        @Override
        public void header(CsvHeader header) {
            columns = new CsvColumns(header);
        }

        @Override
        public void row(int position, CsvRow row) {
            if (order != null && order.position() != position) {
                give();
            }
            if (order == null) {
                order = new CsvOrder(columns, position, row);
            } else {
                order.add(row);
            }
        }

        void give() {
            sink.accept(order.asRead());
            order = null;
        }

        // Rows of the same order may have been cut off: better no order than a part of one.
        void breakOff(long line) {
            if (order.mayGoOn()) {
                order.fault(new Fault(
                        "",
                        "a document that breaks off on line " + line,
                        "all rows of this order, or another behind it"));
            }
            give();
        }
    }
}
