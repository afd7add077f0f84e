package io.waybill.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** Where the ledger lies, and all that the kinds of database do in different ways. The statements are the same. */
interface Database extends AutoCloseable {
    /** What a failure asks of the writer. */
    enum Failure {
        /** It is the work's own: undo it and report it. */
        OF_THE_WORK,
        /** Nothing can be written just now: try again every second. */
        OUTAGE,
        /** The transaction has to be done over. */
        AGAIN
    }

    /** Makes the tables, or moves them on. */
    void migrate() throws SQLException;

    /** A new connection for the one writer. */
    Connection writer() throws SQLException;

    /** A new connection that only reads. */
    Connection reader() throws SQLException;

    /** A new connection on which each statement is a transaction of its own; for a process that is no gateway. */
    Connection clerk() throws SQLException;

    /** A statement in this database's words. */
    String sql(String statement);

    /** A text as this database can hold it; null for null. */
    String text(String text);

    /** The time by which the ledger decides; any thread may ask it. */
    Clock clock();

    /** The nodes that share the ledger. */
    Nodes nodes();

    /** Whether other nodes may write between two transactions. */
    default boolean isShared() {
        return nodes().isShared();
    }

    /** Begins a transaction, when no other node has one. */
    void begin(Tx tx) throws SQLException;

    /** Commits; when this returns, it is on disk, and when it fails, it surely is not. */
    void commit(Tx tx) throws SQLException;

    /** Undoes a transaction; gives whether the connection may be used on. */
    boolean rollback(Connection connection);

    /** Begins a question that sees everything as of one moment. */
    void beginReading(Connection connection) throws SQLException;

    /** Ends such a question; gives whether the connection may be used on. */
    boolean endReading(Connection connection);

    /** What to do about a failure of the writer. */
    Failure judge(Throwable failure);

    /** Whether a statement that fails takes its whole transaction along, so that failures have to be foreseen. */
    boolean failsWhole();

    @Override
    void close();
}
