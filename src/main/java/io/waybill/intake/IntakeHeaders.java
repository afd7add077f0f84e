package io.waybill.intake;

import java.util.List;

/**
 * The message headers by which a source names the document that it hands to {@code direct:intake}. A source that takes
 * headers from strangers (HTTP, mail) removes theirs of these names first.
 *
 * <p>When {@code direct:intake} returns, the ledger has committed all of the document, and the message's body is a
 * {@link io.waybill.ledger.DocumentResult}. When it fails, the source keeps what it has and hands it in again later.
 */
public final class IntakeHeaders {
    /** The kind of source, a word such as {@code folder}. Default: {@code route}. */
    public static final String SOURCE = "WaybillSource";

    /** The document's name, as people know it. Default: Camel's file name, else {@code document}. */
    public static final String NAME = "WaybillName";

    /** The configured name of the account that the source is for. Default: the only account there is. */
    public static final String ACCOUNT = "WaybillAccount";

    /**
     * The configured names of the accounts to which the document's orders may go, with commas between. An order for
     * another one is invalid. Default: any.
     */
    public static final String ACCOUNTS = "WaybillAccounts";

    /** The public id of a document that was claimed before; a source that can hand in a document again sets it. */
    public static final String DOCUMENT = "WaybillDocument";

    /**
     * What the source itself calls the document, whatever it holds: an Idempotency-Key behind the name of its caller, a
     * Message-ID and the number of the part, a table and a primary key. It is the identity of the document, which is
     * taken once however often it is handed in, and of those of its orders that name none of their own. Default: the
     * content stands for the document.
     */
    public static final String IDENTITY = "WaybillIdentity";

    /**
     * What becomes of another content under a known {@link #IDENTITY}: {@code refuse} takes nothing of it and says so in
     * the result; {@code judge} takes it, and each order is judged by its identity, as a changed row of a table is.
     * Default: {@code refuse}.
     */
    public static final String CHANGED = "WaybillChanged";

    /** The media type of the body, as its sender says. */
    public static final String CONTENT_TYPE = "WaybillContentType";

    /** The name of the mapping by which the document is read. Default: none. */
    public static final String MAPPING = "WaybillMapping";

    /**
     * {@code true} if the document is known to be complete, so that its orders need not wait for its end. Default: as a
     * body is, and a file is not.
     */
    public static final String EARLY = "WaybillEarly";

    /**
     * {@code accept} if a document that equals an earlier one is read again. Default: {@code reject}, but {@code accept}
     * for a document with an {@link #IDENTITY}, which says better than its content whether it came before.
     */
    public static final String DUPLICATES = "WaybillDuplicates";

    /**
     * The name of a workbook's sheet that has the orders. Default: the one that the mapping names, else the first one
     * that can be seen.
     */
    public static final String SHEET = "WaybillSheet";

    /**
     * The name of the route that is to be told what became of the document: when all of its orders are settled, at once
     * if nothing of it was taken, and again when an outcome changes later. The route begins with
     * {@code ledger:replies?to=NAME}, and is given a {@link io.waybill.ledger.SourceReply} until it goes through: at
     * least once, since a crash may come between its end and the commit of that. Default: nobody is told.
     *
     * <p>A document that is refused because another content came before under its {@link #IDENTITY} is not in the
     * ledger: its source has that answer at once, and no reply.
     */
    public static final String REPLY = "WaybillReply";

    /** What the {@link #REPLY} route needs to know, such as an address; handed back to it as it is. Default: nothing. */
    public static final String REPLY_TO = "WaybillReplyTo";

    /** What a document that was spooled is described by when it is taken up again. */
    static final List<String> SPOOLED = List.of(
            SOURCE,
            NAME,
            ACCOUNT,
            ACCOUNTS,
            IDENTITY,
            CHANGED,
            CONTENT_TYPE,
            MAPPING,
            SHEET,
            EARLY,
            DUPLICATES,
            REPLY,
            REPLY_TO);

    private IntakeHeaders() {}
}
