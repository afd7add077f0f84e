package io.waybill.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The order that has an identity. */
final class Holder {
    final long id;
    final State state;
    final Long deletedBy;
    final byte[] digest;
    final String place;

    private Holder(long id, State state, Long deletedBy, byte[] digest, String place) {
        this.id = id;
        this.state = state;
        this.deletedBy = deletedBy;
        this.digest = digest;
        this.place = place;
    }

    static Holder of(Tx tx, byte[] identity) throws SQLException {
        try (ResultSet row = tx.query(
                "select o.id, o.state, o.deleted_by, c.digest, d.name, o.position from orders o"
                        + " join order_content c on c.order_id = o.id join document d on d.id = o.document_id"
                        + " where o.identity = ?",
                identity)) {
            row.next();
            return new Holder(
                    row.getLong(1),
                    State.of(row.getInt(2)),
                    Columns.number(row, 3),
                    row.getBytes(4),
                    place(row.getString(5), row.getInt(6)));
        }
    }

    /**
     * The order that deletes the last one of this identity that is to be deleted: this one, or if that never went out,
     * the one whose place it took; null where none is.
     */
    Long lastDelete(Tx tx) throws SQLException {
        Long delete = deletedBy;
        for (Long order = id; order != null && delete == null; ) {
            try (ResultSet row = tx.query("select deleted_by, related from orders where id = ?", order)) {
                row.next();
                delete = Columns.number(row, 1);
                order = Columns.number(row, 2);
            }
        }
        return delete;
    }

    /** How a person finds an order: "orders.csv, order 3". */
    static String place(String document, int position) {
        return document + ", order " + position;
    }
}
