package io.waybill.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts documents and their orders into the ledger and judges each order by its identity, inside the writer's
 * transaction, so that the verdict depends on the sequence of acceptance alone.
 */
final class Acceptance {
    /** An order of a document that is due early but must itself wait for the document's end. */
    static final long HELD = Long.MAX_VALUE;

    /** {@code waits_for} of an order whose target nobody knows yet. */
    static final long UNKNOWN_TARGET = 0;

    /** {@code waits_for} of an order that is put down and not judged yet. */
    static final long STAGED = -1;

    private static final int STAGED_AT_A_TIME = 1000;

    private static final String INSERT = "insert into orders (id, document_id, position, account_id, operation, state,"
            + " next_attempt_at, waits_for, target, group_key, identity, bill_id, related)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (identity) where identity is not null do nothing";
    private static final String INSERT_CONTENT =
            "insert into order_content (order_id, reference, line, ref, digest, query, accepted_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?)";

    private final Settlement settlement;
    private final AccountRows accounts;
    private final Clock clock;

    Acceptance(Settlement settlement, AccountRows accounts, Clock clock) {
        this.settlement = settlement;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** The first document with this content of which every order went well, or null. */
    String duplicateOf(Tx tx, NewDocument document) throws SQLException {
        if (document.repeatable()) {
            return null;
        }
        try (ResultSet row = tx.query(
                "select name from document where content_hash = ? and account = ? and mapping = ? and state = ?"
                        + " and failed = 0 and reference <> ? order by id limit 1",
                document.contentHash(),
                document.account(),
                document.mapping(),
                DocumentState.READ.code(),
                document.reference())) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** Inserts the document's row. Its name within folder and day is made unique by its public id where need be. */
    long insert(Tx tx, NewDocument document, DocumentState state, boolean lines) throws SQLException {
        return insert(tx, document, state, lines, null);
    }

    /** As above; with why nothing of it was taken. */
    long insert(Tx tx, NewDocument document, DocumentState state, boolean lines, String reason) throws SQLException {
        long id = tx.newDocumentId();
        if (insert(tx, document, state, lines, id, document.stem()) == 0) {
            String unique = document.stem() + "-" + document.reference();
            if (insert(tx, document, state, lines, id, unique) == 0) {
                throw new LedgerException("document " + document.reference() + " is in the ledger already");
            }
        }
        if (document.reply() != null) {
            Replies.ask(tx, id, document.reply(), state, reason);
        }
        if (state == DocumentState.READ || state == DocumentState.READING) {
            tx.opened(DocumentCounters.ofNew(id, state, lines, document.reply() != null));
        }
        return id;
    }

    private static int insert(Tx tx, NewDocument document, DocumentState state, boolean lines, long id, String stem)
            throws SQLException {
        return tx.update(
                "insert into document (id, reference, source, name, account, mapping, format, content_hash, state,"
                        + " early, lines, day, stem, file, received_at, first_order, last_order, last_position, open,"
                        + " failed, settled_seq, filed_seq, reported_seq, replies)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, ?)"
                        + " on conflict do nothing",
                id,
                document.reference(),
                document.source(),
                document.name(),
                document.account(),
                document.mapping(),
                document.format(),
                document.contentHash(),
                state.code(),
                document.early() ? 1 : 0,
                lines ? 1 : 0,
                document.day().toString(),
                stem,
                document.file(),
                document.receivedAt().toEpochMilli(),
                document.reply() == null ? 0 : 1);
    }

    /**
     * Accepts orders of a document, in their sequence; those that a broken-off reading accepted already are passed
     * over. Orders of a document that may still change or break off are put down and judged when it has ended.
     *
     * @return whether all of them, and each by itself: none ended, none has to do with another order
     */
    boolean accept(Tx tx, long documentId, boolean early, List<NewOrder> orders) throws SQLException {
        DocumentCounters document = tx.counters(documentId);
        boolean reading = document.state == DocumentState.READING.code();
        boolean plain = true;
        for (NewOrder order : orders) {
            if (order.position() <= document.lastPosition) {
                plain = false;
                continue;
            }
            Row row = new Row(tx.newOrderId(), document.id, order, accounts.id(tx, order.account()));
            insertContent(tx, row);
            document.added(row.id, order.position());
            if (reading && !early) {
                stage(tx, row);
                plain = false;
            } else {
                row.nextAttemptAt = reading && !order.early() ? HELD : 0;
                accept(tx, row);
                plain &= row.isPlain();
            }
        }
        return plain;
    }

    private void accept(Tx tx, Row row) throws SQLException {
        row.identity = row.order.identity();
        boolean valid = row.order.invalid() == null;
        if (valid && !row.order.operation().creates()) {
            findPredecessor(tx, row);
        }
        if (!insert(tx, row)) {
            judge(tx, row, valid);
        }
        if (!valid) {
            settlement.end(tx, row.id, State.INVALID, row.order.invalid());
        } else if (row.fellWith != null) {
            settlement.endWith(tx, row.id, row.fellWith, row.reason);
        } else if (row.end != null) {
            settlement.end(tx, row.id, row.end, row.reason);
        } else if (row.order.operation().creates()) {
            adoptWaiting(tx, row);
        } else if (row.deletes != null) {
            tx.update("update orders set deleted_by = ? where id = ?", row.id, row.deletes);
        }
    }

    private static void stage(Tx tx, Row row) throws SQLException {
        row.waitsFor = STAGED;
        insert(tx, row);
        tx.update(
                "insert into staged (order_id, operation, identity, target, invalid) values (?, ?, ?, ?, ?)",
                row.id,
                row.order.operation() == null ? null : row.order.operation().ordinal(),
                row.order.identity(),
                row.order.target(),
                row.order.invalid());
    }

    /** Judges the next staged orders of a document. Returns false when there are no more. */
    boolean judgeStaged(Tx tx, long documentId) throws SQLException {
        List<Row> rows = StagedOrders.next(tx, documentId, STAGED_AT_A_TIME).stream()
                .map(staged -> new Row(staged.id(), documentId, staged.order(), staged.accountId()))
                .toList();
        for (Row row : rows) {
            tx.update("delete from orders where id = ?", row.id);
            tx.update("delete from staged where order_id = ?", row.id);
            accept(tx, row);
        }
        return !rows.isEmpty();
    }

    /** The identity is taken: by the same order, by another, or by one whose place may be had. */
    private void judge(Tx tx, Row row, boolean valid) throws SQLException {
        Holder holder = Holder.of(tx, row.identity);
        if (!valid) {
            row.identity = null;
            row.related = holder.id;
        } else if (holder.state.freesIdentity() || holder.deletedBy != null) {
            tx.update("update orders set identity = null, superseded_by = ? where id = ?", row.id, holder.id);
            row.related = holder.id;
            // a delete of what was under this identity goes first, or the far end may take the two for one
            Long delete = row.order.operation().creates() ? holder.lastDelete(tx) : null;
            if (delete != null) {
                row.waitsFor = settlement.unfinished(tx, delete) ? delete : null;
            }
        } else {
            boolean equal = Arrays.equals(holder.digest, row.order.digest());
            row.identity = null;
            row.related = holder.id;
            row.waitsFor = null;
            row.target = null;
            row.groupKey = null;
            row.fellWith = null;
            row.end = equal ? State.DUPLICATE : State.CONFLICT;
            row.reason = (equal
                            ? "the same order came before, "
                            : "an order with the same reference but other fields came before, ")
                    + holder.place;
        }
        if (!insert(tx, row)) {
            throw new LedgerException("order " + row.order.reference() + " could not be given its identity");
        }
    }

    /** An operation on an invoice goes behind every unfinished order about that invoice. */
    private void findPredecessor(Tx tx, Row row) throws SQLException {
        Target target = row.order.target() != null
                ? Target.byIdentity(tx, row.order.target())
                : Target.byInvoice(tx, row.accountId, row.order.billId());
        if (target == null && row.order.target() != null) {
            row.waitsFor = UNKNOWN_TARGET;
            row.target = row.order.target();
            return;
        }
        if (target == null) {
            row.groupKey = "b" + row.accountId + "/" + row.order.billId();
        } else {
            row.groupKey = "o" + target.id();
            row.related = target.id();
            if (target.billId() != null) {
                row.billId = target.billId();
            }
            if (target.state().failed() && target.state() != State.IN_DOUBT) {
                row.fellWith = target.id();
                row.reason = Settlement.failedPredecessor(target.place(), target.state());
                return;
            }
        }
        row.waitsFor = Target.lastUnfinished(tx, row.groupKey, target);
        row.deletes = target != null && target.deletedBy() == null ? target.id() : null;
    }

    /** Orders that came before the order that they are about now wait for it, one behind the other. */
    private static void adoptWaiting(Tx tx, Row row) throws SQLException {
        if (!tx.anyWaits()) {
            return;
        }
        List<Long> waiting = new ArrayList<>(0);
        try (ResultSet rows = tx.query("select id from orders where target = ? order by id", row.order.identity())) {
            while (rows.next()) {
                waiting.add(rows.getLong(1));
            }
        }
        long predecessor = row.id;
        for (long order : waiting) {
            tx.update(
                    "update orders set waits_for = ?, group_key = ?, related = ?, target = null where id = ?",
                    predecessor,
                    "o" + row.id,
                    row.id,
                    order);
            predecessor = order;
        }
        if (!waiting.isEmpty()) {
            tx.update("update orders set deleted_by = ? where id = ?", waiting.get(0), row.id);
        }
    }

    private static boolean insert(Tx tx, Row row) throws SQLException {
        PreparedStatement statement = tx.statement(INSERT);
        statement.setLong(1, row.id);
        statement.setLong(2, row.documentId);
        statement.setInt(3, row.order.position());
        statement.setInt(4, row.accountId);
        setInt(
                statement,
                5,
                row.order.operation() == null ? null : row.order.operation().ordinal());
        statement.setInt(6, State.ACCEPTED.code());
        statement.setLong(7, row.nextAttemptAt);
        setLong(statement, 8, row.waitsFor);
        statement.setBytes(9, row.target);
        tx.text(statement, 10, row.groupKey);
        statement.setBytes(11, row.identity);
        setLong(statement, 12, row.billId);
        setLong(statement, 13, row.related);
        if (row.waitsFor != null && row.waitsFor >= UNKNOWN_TARGET) {
            tx.waits();
        }
        return statement.executeUpdate() == 1;
    }

    private void insertContent(Tx tx, Row row) throws SQLException {
        PreparedStatement statement = tx.adding(INSERT_CONTENT);
        statement.setLong(1, row.id);
        tx.text(statement, 2, row.order.reference());
        statement.setLong(3, row.order.line());
        tx.text(statement, 4, row.order.ref());
        statement.setBytes(5, row.order.digest());
        tx.text(statement, 6, row.order.query());
        statement.setLong(7, clock.millis());
        tx.later("order_content", statement);
    }

    static void setLong(PreparedStatement statement, int index, Long value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, value);
        }
    }

    static void setInt(PreparedStatement statement, int index, Integer value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.INTEGER);
        } else {
            statement.setInt(index, value);
        }
    }

    /** A row on its way into the ledger. */
    private static final class Row {
        final long id;
        final long documentId;
        final NewOrder order;
        final int accountId;
        long nextAttemptAt;
        Long waitsFor;
        byte[] target;
        String groupKey;
        byte[] identity;
        Long billId;
        Long related;
        Long deletes;
        Long fellWith;
        State end;
        String reason;

        Row(long id, long documentId, NewOrder order, int accountId) {
            this.id = id;
            this.documentId = documentId;
            this.order = order;
            this.accountId = accountId;
            this.billId = order.billId();
        }

        boolean isPlain() {
            return order.invalid() == null && end == null && fellWith == null && related == null && waitsFor == null;
        }
    }
}
