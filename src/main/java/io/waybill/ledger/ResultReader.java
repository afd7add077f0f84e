package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads what became of a document and its orders. */
final class ResultReader implements AutoCloseable {
    private static final int MOST = 1000;
    private static final String BY_REFERENCE = "select id, reference, state, first_order, last_order, last_position"
            + " from document where reference = ?";
    private static final String REPEATED = "select f.id, f.reference, f.state, f.first_order, f.last_order,"
            + " f.last_position from document d join document f on f.content_hash = d.content_hash"
            + " and f.account = d.account and f.mapping = d.mapping and f.state = 1 and f.id < d.id"
            + " where d.id = ? order by case when f.failed = 0 then 0 else 1 end, f.id limit 1";
    private static final String ORDERS = "select o.position, c.line, c.reference, c.ref, a.name, o.operation, o.state,"
            + " o.bill_id, u.reason, (select r.reference from order_content r where r.order_id = o.related)"
            + " from orders o join order_content c on c.order_id = o.id join account a on a.id = o.account_id"
            + " left join outcome u on u.order_id = o.id"
            + " where o.id between ? and ? and o.document_id = ? order by o.id limit ?";

    /** Where queries are put: to a view, or in the transaction that has just written what is asked for. */
    @FunctionalInterface
    private interface Rows {
        ResultSet of(String sql, Object... parameters) throws SQLException;
    }

    private final ViewConnection view;

    ResultReader(ViewConnection view) {
        this.view = view;
    }

    /** @throws UnknownDocumentException if there is no such document */
    DocumentResult read(String reference) {
        return view.read(() -> {
            Row row = row(BY_REFERENCE, reference);
            if (row == null) {
                throw new UnknownDocumentException(reference);
            }
            Row holder = row.state == DocumentState.DUPLICATE ? row(REPEATED, row.id) : row;
            DocumentResult result = DocumentResult.of(reference, row.state, null);
            return holder == null
                    ? result
                    : new DocumentResult(
                            reference,
                            result.end(),
                            null,
                            holder.id == row.id ? null : holder.reference,
                            holder.total,
                            orders(view::rows, holder.id, holder.first, holder.last));
        });
    }

    /** What becomes, with its commit, of a document that this transaction has accepted as a whole. */
    static DocumentResult accepted(Tx tx, long id, String reference) throws SQLException {
        DocumentCounters document = tx.counters(id);
        return new DocumentResult(
                reference,
                DocumentResult.End.READ,
                null,
                null,
                document.lastPosition,
                orders(tx::query, id, document.firstOrder, document.lastOrder));
    }

    /** The same where each order was accepted by itself, so that there is nothing to read. */
    static DocumentResult accepted(String reference, List<NewOrder> orders) {
        return new DocumentResult(
                reference,
                DocumentResult.End.READ,
                null,
                null,
                orders.size(),
                orders.stream().limit(MOST).map(ResultReader::accepted).toList());
    }

    private static OrderResult accepted(NewOrder order) {
        return new OrderResult(
                order.position(),
                order.line(),
                order.reference(),
                order.ref(),
                order.account(),
                order.operation(),
                State.ACCEPTED,
                order.billId(),
                null,
                null,
                List.of());
    }

    private record Row(long id, String reference, DocumentState state, long first, long last, int total) {}

    private Row row(String sql, Object key) throws SQLException {
        try (ResultSet row = view.rows(sql, key)) {
            return row.next()
                    ? new Row(
                            row.getLong(1),
                            row.getString(2),
                            DocumentState.values()[row.getInt(3)],
                            row.getLong(4),
                            row.getLong(5),
                            row.getInt(6))
                    : null;
        }
    }

    private static List<OrderResult> orders(Rows rows, long document, long first, long last) throws SQLException {
        List<OrderResult> orders = new ArrayList<>();
        try (ResultSet row = rows.of(ORDERS, first, last, document, MOST)) {
            while (row.next()) {
                Integer operation = Columns.integer(row, 6);
                orders.add(new OrderResult(
                        row.getInt(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        AccountKey.parse(row.getString(5)),
                        operation == null ? null : Operation.values()[operation],
                        State.of(row.getInt(7)),
                        Columns.number(row, 8),
                        row.getString(9),
                        row.getString(10),
                        List.of()));
            }
        }
        return orders;
    }

    @Override
    public void close() {
        view.close();
    }
}
