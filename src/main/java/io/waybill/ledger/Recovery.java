package io.waybill.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a start makes of what the process before it left behind. The lock on the data folder says that nobody else is
 * at work: so what was being sent is in doubt, never due.
 */
final class Recovery {
    private final Settlement settlement;
    private final AccountRows accounts;

    Recovery(Settlement settlement, AccountRows accounts) {
        this.settlement = settlement;
        this.accounts = accounts;
    }

    /** Returns how many orders are in doubt now because the gateway stopped while they were being sent. */
    int run(Tx tx) throws SQLException {
        accounts.resumeAtStart(tx);
        List<long[]> documents = new ArrayList<>();
        try (ResultSet rows =
                tx.query("select id, first_order, last_order from document where open > 0 or state = 0")) {
            while (rows.next()) {
                documents.add(new long[] {rows.getLong(1), rows.getLong(2), rows.getLong(3)});
            }
        }
        int doubts = 0;
        for (long[] document : documents) {
            for (long order : sending(tx, document)) {
                settlement.end(
                        tx,
                        order,
                        State.IN_DOUBT,
                        "the gateway stopped while this order was being sent: it may or may not have been created");
                doubts++;
            }
        }
        return doubts;
    }

    private static List<Long> sending(Tx tx, long[] document) throws SQLException {
        List<Long> orders = new ArrayList<>();
        try (ResultSet rows = tx.query(
                "select id from orders where id between ? and ? and document_id = ? and state = 2",
                document[1],
                document[2],
                document[0])) {
            while (rows.next()) {
                orders.add(rows.getLong(1));
            }
        }
        return orders;
    }
}
