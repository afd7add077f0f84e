package io.waybill.intake;

import io.waybill.intake.mapping.Mapping;
import io.waybill.order.Fault;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads tables: a first row of field names, then a row for each order, or adjacent rows with one {@code ref} for the
 * products of one order. An empty cell is a field that is not there.
 */
final class TableReader implements DocumentReader {
    private final TableDocument table;
    private final Mapping mapping;

    /** @param table gives the rows of the format, in the API's own names */
    TableReader(TableDocument table) {
        this(table, null);
    }

    private TableReader(TableDocument table, Mapping mapping) {
        this.table = table;
        this.mapping = mapping;
    }

    @Override
    public DocumentReader with(Mapping other) {
        TableReader mapped = new TableReader(table, other);
        return other != null && other.reshapes()
                ? (in, sink) -> mapped.read(in, raw -> sink.accept(raw.mapped(other)))
                : mapped;
    }

    @Override
    public End read(InputStream in, OrderSink sink)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        Orders orders = new Orders(sink, TableNaming.of(mapping));
        try {
            End end = table.read(in, orders);
            orders.give();
            return end;
        } catch (BrokenDocumentException e) {
            orders.breakOff(e.line());
            throw e;
        }
    }

    /** Gathers the rows of one order and gives it when the next begins. */
    private static final class Orders implements TableHandler {
        private final OrderSink sink;
        private final TableNaming naming;
        private TableColumns columns;
        private TableOrder order;

        Orders(OrderSink sink, TableNaming naming) {
            this.sink = sink;
            this.naming = naming;
        }

        @Override
        public TableNaming naming() {
            return naming;
        }

        @Override
        public void header(TableHeader header) {
            columns = new TableColumns(naming.header(header));
        }

        @Override
        public void row(int position, TableRow row) {
            if (order != null && order.position() != position) {
                give();
            }
            if (order == null) {
                order = new TableOrder(columns, position, naming.row(row), naming.faults());
            } else {
                order.add(naming.row(row), naming.faults());
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
