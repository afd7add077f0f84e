package io.waybill.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The create that another order is about.
 *
 * @param id its number
 * @param state its state
 * @param billId its invoice number, or null while it has none
 * @param deletedBy the order that deletes it, or null
 * @param place its document and position, for people
 */
record Target(long id, State state, Long billId, Long deletedBy, String place) {
    private static final String SELECT =
            "select o.id, o.state, o.bill_id, o.deleted_by, d.name, o.position from orders o"
                    + " join document d on d.id = o.document_id where ";

    static Target byIdentity(Tx tx, byte[] identity) throws SQLException {
        return read(tx.query(SELECT + "o.identity = ?", identity));
    }

    static Target byInvoice(Tx tx, int accountId, long billId) throws SQLException {
        return read(tx.query(
                SELECT + "o.account_id = ? and o.bill_id = ? and o.operation = 0 and o.state = 4", accountId, billId));
    }

    /** The confirmed create that has an invoice number on the account of that order, and is another one; or null. */
    static Target ofInvoice(Tx tx, long order, long billId) throws SQLException {
        return read(tx.query(
                SELECT + "o.account_id = (select i.account_id from orders i where i.id = ?) and o.bill_id = ?"
                        + " and o.operation = 0 and o.state = 4 and o.id <> ?",
                order,
                billId,
                order));
    }

    static Target byId(Tx tx, long id) throws SQLException {
        return read(tx.query(SELECT + "o.id = ?", id));
    }

    private static Target read(ResultSet rows) throws SQLException {
        try (rows) {
            if (!rows.next()) {
                return null;
            }
            State state = State.of(rows.getInt(2));
            // the number beside a doubt is a candidate, not this order's invoice
            Long invoice = state == State.CONFIRMED ? Columns.number(rows, 3) : null;
            return new Target(
                    rows.getLong(1),
                    state,
                    invoice,
                    Columns.number(rows, 4),
                    Holder.place(rows.getString(5), rows.getInt(6)));
        }
    }

    /**
     * The order that a new one of the group has to wait for, or null: the one at the end of the line, which after a
     * replay need not be the newest.
     */
    static Long lastUnfinished(Tx tx, String groupKey, Target create) throws SQLException {
        try (ResultSet row = tx.query(
                // so that PostgreSQL finds who waits by whom it waits for, and does not read all of the group each time
                "select o.id from orders o where o.group_key = ? and o.state in (0, 1, 2, 3) and (select w.id"
                        + " from orders w where w.waits_for = o.id and coalesce(w.group_key, '') = o.group_key limit 1)"
                        + " is null order by o.id desc limit 1",
                groupKey)) {
            if (row.next()) {
                return row.getLong(1);
            }
        }
        return create != null && create.state() != State.CONFIRMED ? create.id() : null;
    }
}
