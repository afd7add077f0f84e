package io.waybill.ledger;

import java.sql.SQLException;
import java.util.Map;

/** What the ledger holds of what is filed. */
final class Filing {
    /** {@code filed_seq} of a document that whoever files it has to file anew. */
    private static final long SPOILED = -1;

    private Filing() {}

    /** Takes a document to file it; false if another node has it. */
    static boolean begin(Tx tx, long document) throws SQLException {
        if (!tx.nodes().file(tx, document)) {
            return false;
        }
        if (tx.update("update document set filed_seq = 0 where id = ? and filed_seq = ?", document, SPOILED) == 1) {
            forget(tx, document);
        }
        return true;
    }

    /** Has all of a document filed anew, by whoever has it. */
    static Void anew(Tx tx, long document) throws SQLException {
        if (tx.nodes().file(tx, document)) {
            forget(tx, document);
        } else {
            tx.update("update document set filed_seq = ? where id = ?", SPOILED, document);
        }
        return null;
    }

    private static void forget(Tx tx, long document) throws SQLException {
        tx.update("update document set filed_seq = 0, reported_seq = 0 where id = ?", document);
        tx.update("delete from filed_lines where document_id = ?", document);
    }

    /** A batch is on file. */
    static Void done(Tx tx, FilingBatch batch) throws SQLException {
        long id = batch.document().id();
        // whoever writes late finds that others have gone on
        if (!tx.nodes().file(tx, id)
                || tx.update(
                                "update document set filed_seq = ? where id = ? and filed_seq = ?",
                                batch.upTo(),
                                id,
                                batch.from())
                        == 0) {
            throw new HeldElsewhereException("the outcomes of "
                    + batch.document().name() + " were filed by another gateway, too, while this one did not answer");
        }
        if (batch.complete()) {
            tx.update("update document set reported_seq = ? where id = ?", batch.upTo(), id);
        }
        for (Map.Entry<String, Long> file : batch.lengths().entrySet()) {
            tx.update(
                    "insert into filed_lines (document_id, path, length) values (?, ?, ?)"
                            + " on conflict (document_id, path) do update set length = excluded.length",
                    id,
                    file.getKey(),
                    file.getValue());
        }
        if (!batch.more()) {
            tx.nodes().filed(tx, id);
        }
        return null;
    }
}
