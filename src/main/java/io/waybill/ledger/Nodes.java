package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.sql.SQLException;
import java.util.List;

/**
 * The nodes that share a ledger, as one of them sees it. What takes a transaction is called inside one; transactions of
 * all nodes take turns.
 */
interface Nodes {
    /** The number of this node; it has another one after its lease was over. */
    long id();

    /** Whether there may be others. */
    boolean isShared();

    /** Whether what that node began is still this one's to send. May be asked by any thread at any time. */
    boolean holds(long node);

    /** How many nodes are at work, this one included, as far as it knows. */
    int live();

    /** Whether of all nodes it is this one that does what one has to do. */
    boolean leads();

    /** This node's share, at least 1, of what all nodes together may have in flight on an account. */
    int share(AccountKey account, int limit);

    /** Whether no other node is at work. */
    boolean alone(Tx tx) throws SQLException;

    /** Orders that are being sent by nobody any more. */
    List<Long> orphans(Tx tx) throws SQLException;

    /** How many orders of an account this node may begin now, of so many that it wants. */
    int room(Tx tx, int account, int most) throws SQLException;

    /** An answer on an account was verified; gives whether more of its orders may be begun by this. */
    boolean trusted(Tx tx, int account) throws SQLException;

    /** Whether it is this node that asks about the account's doubts. */
    boolean asks(Tx tx, int account) throws SQLException;

    /** Takes a document to read; @throws HeldElsewhereException if another node has it. */
    void read(Tx tx, String reference) throws SQLException;

    /** @throws HeldElsewhereException unless this node reads the document */
    void checkReads(Tx tx, long document) throws SQLException;

    /** The document has gone its way. */
    void letGo(Tx tx, String reference) throws SQLException;

    /** Takes a document to file its outcomes; false if another node has it. */
    boolean file(Tx tx, long document) throws SQLException;

    /** This node files the document no more. */
    void filed(Tx tx, long document) throws SQLException;
}
