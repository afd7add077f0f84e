package io.waybill.ledger;

import io.waybill.order.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An order that a person wants to do something about, as it stands in this transaction.
 *
 * @param id its number
 * @param reference its public id
 * @param ref the business's own reference, or null
 * @param documentId its document
 * @param accountId its account
 * @param operation what it asks for; null where the document named none that exists
 * @param state its state
 * @param attempt its newest attempt
 * @param billId the invoice that it is about or that a reply named, or null
 * @param groupKey what it shares with the orders about the same invoice, or null
 * @param document true while its document keeps it waiting
 * @param settled whether it has come to an end, so that it is filed: a doubt that is being asked about has not
 * @param supersededBy the order that took its place, or null
 * @param reason why it ended as it did, or null
 */
record Subject(
        long id,
        String reference,
        String ref,
        long documentId,
        int accountId,
        Operation operation,
        State state,
        int attempt,
        Long billId,
        String groupKey,
        boolean document,
        boolean settled,
        Long supersededBy,
        String reason) {
    private static final String SELECT = "select o.id, c.reference, c.ref, o.document_id, o.account_id, o.operation,"
            + " o.state, o.attempt, o.bill_id, o.group_key, o.waits_for, o.next_attempt_at, o.settled_at,"
            + " o.superseded_by, u.reason from order_content c join orders o on o.id = c.order_id"
            + " left join outcome u on u.order_id = o.id where ";

    /** The order of that public id, or null. */
    static Subject of(Tx tx, String reference) throws SQLException {
        return reference.isEmpty()
                ? null
                : read(tx.query(
                        SELECT + "substr(c.reference, 1, 1) = ? and +c.reference = ?",
                        reference.substring(0, 1),
                        reference));
    }

    static Subject of(Tx tx, long id) throws SQLException {
        return read(tx.query(SELECT + "c.order_id = ?", id));
    }

    private static Subject read(ResultSet rows) throws SQLException {
        try (rows) {
            if (!rows.next()) {
                return null;
            }
            Integer operation = Columns.integer(rows, 6);
            Long waitsFor = Columns.number(rows, 11);
            return new Subject(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getString(3),
                    rows.getLong(4),
                    rows.getInt(5),
                    operation == null ? null : Operation.values()[operation],
                    State.of(rows.getInt(7)),
                    rows.getInt(8),
                    Columns.number(rows, 9),
                    rows.getString(10),
                    waitsFor != null && waitsFor == Acceptance.STAGED || rows.getLong(12) == Acceptance.HELD,
                    Columns.number(rows, 13) != null,
                    Columns.number(rows, 14),
                    rows.getString(15));
        }
    }

    boolean creates() {
        return operation != null && operation.creates();
    }

    /** The number of the create that it is about, or null where that is none of ours. */
    Long target() {
        return groupKey == null || groupKey.charAt(0) != 'o' ? null : Long.valueOf(groupKey.substring(1));
    }

    /** As people call it in a sentence. */
    String name() {
        return "Order " + reference;
    }
}
