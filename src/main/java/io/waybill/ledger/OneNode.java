package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The only node of an embedded ledger: the lock on the data folder says that nobody else is at work. */
final class OneNode implements Nodes {
    @Override
    public long id() {
        return 0;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean holds(long node) {
        return true;
    }

    @Override
    public int live() {
        return 1;
    }

    @Override
    public boolean leads() {
        return true;
    }

    @Override
    public int share(AccountKey account, int limit) {
        return limit;
    }

    @Override
    public boolean alone(Tx tx) {
        return true;
    }

    /** At a start, everything that was being sent. */
    @Override
    public List<Long> orphans(Tx tx) throws SQLException {
        List<long[]> documents = new ArrayList<>();
        try (ResultSet rows =
                tx.query("select id, first_order, last_order from document where open > 0 or state = 0")) {
            while (rows.next()) {
                documents.add(new long[] {rows.getLong(1), rows.getLong(2), rows.getLong(3)});
            }
        }
        List<Long> orders = new ArrayList<>();
        for (long[] document : documents) {
            try (ResultSet rows = tx.query(
                    "select id from orders where id between ? and ? and document_id = ? and state = 2",
                    document[1],
                    document[2],
                    document[0])) {
                while (rows.next()) {
                    orders.add(rows.getLong(1));
                }
            }
        }
        return orders;
    }

    @Override
    public int room(Tx tx, int account, int most) {
        return most;
    }

    @Override
    public boolean trusted(Tx tx, int account) {
        return false;
    }

    @Override
    public boolean asks(Tx tx, int account) {
        return true;
    }

    @Override
    public void read(Tx tx, String reference) {
        // nobody else would
    }

    @Override
    public void checkReads(Tx tx, long document) {
        // nobody else does
    }

    @Override
    public void letGo(Tx tx, String reference) {
        // nothing was taken
    }

    @Override
    public boolean file(Tx tx, long document) {
        return true;
    }

    @Override
    public void filed(Tx tx, long document) {
        // nothing was taken
    }
}
